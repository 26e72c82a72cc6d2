; The installer: for one person, without an administrator, into their own programs.
;
;   makensis -DVERSION=1.2.3 -DFOLDER=bundle -DFILES=removal.nsh -DKIB=100000 -DOUT=setup.exe [-DSIGN=command] installer.nsi
;
; /S installs or removes silently; /D=FOLDER, last and without quotes, chooses the folder. Exit codes: 0 done,
; 1 or 2 stopped, 3 the planner is open, 4 it cannot be installed here. packaging/release.py calls it.

Target amd64-unicode
SetCompressor /SOLID lzma
ManifestSupportedOS Win10
ManifestDPIAware true
ManifestLongPathAware true
RequestExecutionLevel user
CRCCheck force

!include MUI2.nsh
!include x64.nsh
!include FileFunc.nsh

!define NAME "BCU Planner"
!define WINDOW_PROGRAM "BCU Planner.exe"
!define CONSOLE_PROGRAM "bcu-planner.exe"
!define KIND "BCUPlanner.Plan"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\BCUPlanner"
!define CLASSES "Software\Classes"

Name "${NAME}"
BrandingText "${NAME} ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=2057 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2057 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2057 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2057 "FileDescription" "${NAME} installer"
VIAddVersionKey /LANG=2057 "CompanyName" "BCU Planner contributors"
VIAddVersionKey /LANG=2057 "LegalCopyright" "MIT licence"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!define MUI_ICON "bcu-planner.ico"
!define MUI_UNICON "bcu-planner.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW_PROGRAM}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; Stops when a program of that folder is open, since then its file cannot be replaced. Nothing is changed before it.
!macro REFUSE_WHEN_OPEN PROGRAM DONE
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "${NAME} is open, so it could not be ${DONE}. Nothing was changed. Close it and start this again." /SD IDOK
      SetErrorLevel 3
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "${NAME} needs a 64-bit Windows 10 or 11. Nothing was installed." /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
FunctionEnd

Section "${NAME}"
  !insertmacro REFUSE_WHEN_OPEN "${WINDOW_PROGRAM}" installed
  !insertmacro REFUSE_WHEN_OPEN "${CONSOLE_PROGRAM}" installed
  ; A version that is there already goes first, by its own list of files, so that none of its files stays behind.
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    ExecWait '"$INSTDIR\uninstall.exe" /S /KEEP _?=$INSTDIR' $0
    ${If} $0 != 0
      MessageBox MB_OK|MB_ICONSTOP "The version in $INSTDIR could not be taken out (code $0). It stays as it is. Remove it in Windows' settings, then start this again." /SD IDOK
      SetErrorLevel 4
      Quit
    ${EndIf}
  ${EndIf}
  SetOutPath "$INSTDIR"
  SetOverwrite on
  File /r "${FOLDER}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${WINDOW_PROGRAM}"

  WriteRegStr HKCU "${CLASSES}\${KIND}" "" "${NAME} plan"
  WriteRegStr HKCU "${CLASSES}\${KIND}\DefaultIcon" "" '"$INSTDIR\${WINDOW_PROGRAM}",0'
  WriteRegStr HKCU "${CLASSES}\${KIND}\shell\open\command" "" '"$INSTDIR\${WINDOW_PROGRAM}" "%1"'
  WriteRegStr HKCU "${CLASSES}\.bcuplan" "" "${KIND}"
  WriteRegStr HKCU "${CLASSES}\.bcuplan\OpenWithProgids" "${KIND}" ""

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" '"$INSTDIR\${WINDOW_PROGRAM}",0'
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "BCU Planner contributors"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KIB}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${RefreshShellIcons}
SectionEnd

Section "Uninstall"
  !insertmacro REFUSE_WHEN_OPEN "${WINDOW_PROGRAM}" removed
  !insertmacro REFUSE_WHEN_OPEN "${CONSOLE_PROGRAM}" removed
  ; Only what was installed, each file by its name: a plan that somebody saved among them stays.
  !include "${FILES}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/KEEP" $2
  ${If} ${Errors} ; else it is put in anew at once, and what points at it stays
    Delete "$SMPROGRAMS\${NAME}.lnk"
    ReadRegStr $0 HKCU "${CLASSES}\.bcuplan" ""
    ${If} $0 == "${KIND}"
      DeleteRegValue HKCU "${CLASSES}\.bcuplan" ""
    ${EndIf}
    DeleteRegValue HKCU "${CLASSES}\.bcuplan\OpenWithProgids" "${KIND}"
    DeleteRegKey /ifempty HKCU "${CLASSES}\.bcuplan\OpenWithProgids"
    DeleteRegKey /ifempty HKCU "${CLASSES}\.bcuplan"
    DeleteRegKey HKCU "${CLASSES}\${KIND}"
    DeleteRegKey HKCU "${UNINSTALL}"
    ${RefreshShellIcons}
  ${EndIf}
SectionEnd
