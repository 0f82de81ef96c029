; Installs @TITLE@ for the user who starts it, without an administrator; /S installs without asking.
; packaging/windows.py fills in what stands between @ signs.
Unicode true
@MACHINE@
ManifestDPIAware true
ManifestLongPathAware true
Name "@TITLE@ @VERSION@" "@LABEL@ @VERSION@"
OutFile "@TARGET@"
InstallDir "$LOCALAPPDATA\Programs\@NAME@"
InstallDirRegKey HKCU "Software\Microsoft\Windows\CurrentVersion\Uninstall\@NAME@" "InstallLocation"
RequestExecutionLevel user
SetCompressor /SOLID lzma
SetDateSave off
CRCCheck force
XPStyle on
Icon "@ICON@"
UninstallIcon "@ICON@"
BrandingText "@TITLE@ @VERSION@"
VIProductVersion "@NUMBERS@"
VIAddVersionKey "ProductName" "@TITLE@"
VIAddVersionKey "FileDescription" "@TITLE@ installer"
VIAddVersionKey "FileVersion" "@VERSION@"
VIAddVersionKey "ProductVersion" "@VERSION@"
VIAddVersionKey "LegalCopyright" "@COPYRIGHT@"

LicenseData "@LICENCE@"
Page license
Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\@NAME@"
!define COMING "$INSTDIR.new"

; A program that runs holds its file: that is said before anything is replaced or removed.
!macro REFUSE_IF_RUNNING FILE WHO LABEL
  IfFileExists "$INSTDIR\${FILE}" 0 free_${LABEL}
  ClearErrors
  FileOpen $0 "$INSTDIR\${FILE}" a
  IfErrors 0 closed_${LABEL}
  MessageBox MB_OK|MB_ICONSTOP "@TITLE@ is running. Close it and start ${WHO} again." /SD IDOK
  SetErrorLevel 2
  Quit
closed_${LABEL}:
  FileClose $0
free_${LABEL}:
!macroend

Section "-@TITLE@"
  !insertmacro REFUSE_IF_RUNNING "@NAME@.exe" "the installer" window
  !insertmacro REFUSE_IF_RUNNING "@NAME@-cli.exe" "the installer" console
  ; All of it is there before the older version goes: a full disk leaves that one as it was.
  RMDir /r "${COMING}"
  ClearErrors
  SetOutPath "${COMING}"
  File /r "@FILES@/*.*"
  IfErrors 0 written
  SetOutPath "$TEMP"
  RMDir /r "${COMING}"
  RMDir "$INSTDIR"
  MessageBox MB_OK|MB_ICONSTOP "@TITLE@ could not be written to $INSTDIR; is the disk full? Nothing was changed." /SD IDOK
  SetErrorLevel 2
  Quit
written:
  SetOutPath "$TEMP"
  IfFileExists "$INSTDIR\uninstall.exe" 0 alone
  ExecWait '"$INSTDIR\uninstall.exe" /S _?=$INSTDIR'
  Delete "$INSTDIR\uninstall.exe"
alone:
  RMDir "$INSTDIR"
  StrCpy $1 0
again:
  ClearErrors
  Rename "${COMING}" "$INSTDIR"
  IfErrors 0 placed
  ; A virus scanner may have a file open; another's folder of that name stays what it is.
  IntOp $1 $1 + 1
  IfFileExists "$INSTDIR\*.*" beside 0
  IntCmp $1 20 beside
  Sleep 250
  Goto again
beside:
  ClearErrors
  SetOutPath "$INSTDIR"
  File /r "@FILES@/*.*"
  SetOutPath "$TEMP"
  RMDir /r "${COMING}"
  IfErrors 0 placed
  Call RemoveAll
  MessageBox MB_OK|MB_ICONSTOP "@TITLE@ could not be written to $INSTDIR; choose another folder." /SD IDOK
  SetErrorLevel 2
  Quit
placed:
  WriteUninstaller "$INSTDIR\uninstall.exe"
  SetOutPath "$INSTDIR"
  CreateShortCut "$SMPROGRAMS\@TITLE@.lnk" "$INSTDIR\@NAME@.exe"
  SetOutPath "$TEMP"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "@TITLE@"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "@VERSION@"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\@NAME@.exe"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" @KILOBYTES@
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
@OPEN_WITH@
  System::Call 'shell32::SHChangeNotify(i 0x8000000, i 0, p 0, p 0)'
SectionEnd

!macro REMOVE_ALL
@REMOVALS@
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
!macroend

Function RemoveAll
  !insertmacro REMOVE_ALL
FunctionEnd

Section "Uninstall"
  !insertmacro REFUSE_IF_RUNNING "@NAME@.exe" "the uninstaller" window
  !insertmacro REFUSE_IF_RUNNING "@NAME@-cli.exe" "the uninstaller" console
  SetOutPath "$TEMP"
  !insertmacro REMOVE_ALL
  Delete "$SMPROGRAMS\@TITLE@.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
@CLOSE_WITH@
  System::Call 'shell32::SHChangeNotify(i 0x8000000, i 0, p 0, p 0)'
SectionEnd
