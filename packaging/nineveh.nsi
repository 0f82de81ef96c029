; Installs @TITLE@ for the user who starts it, without an administrator; /S installs without asking.
; packaging/windows.py fills in what stands between @ signs.
Unicode true
ManifestDPIAware true
ManifestLongPathAware true
Name "@TITLE@ @VERSION@"
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
VIAddVersionKey "LegalCopyright" "Apache-2.0"

LicenseData "@LICENCE@"
Page license
Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\@NAME@"

Section "-@TITLE@"
  SetOutPath "$INSTDIR"
  ; A program that runs holds its file: say so before anything is replaced.
  IfFileExists "$INSTDIR\@NAME@.exe" 0 free
  ClearErrors
  FileOpen $0 "$INSTDIR\@NAME@.exe" a
  IfErrors 0 closed
  MessageBox MB_OK|MB_ICONSTOP "@TITLE@ is running. Close it and start the installer again." /SD IDOK
  SetErrorLevel 2
  Quit
closed:
  FileClose $0
  ; The older version goes first, so that none of its files stays; corpora and settings are elsewhere.
  IfFileExists "$INSTDIR\uninstall.exe" 0 free
  ExecWait '"$INSTDIR\uninstall.exe" /S _?=$INSTDIR'
free:
  ClearErrors
  File /r "@FILES@/*.*"
  IfErrors 0 written
  MessageBox MB_OK|MB_ICONSTOP "@TITLE@ could not be written to $INSTDIR; is the disk full?" /SD IDOK
  Call RemoveAll
  SetErrorLevel 2
  Quit
written:
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\@TITLE@.lnk" "$INSTDIR\@NAME@.exe"
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
  !insertmacro REMOVE_ALL
  Delete "$SMPROGRAMS\@TITLE@.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
@CLOSE_WITH@
  System::Call 'shell32::SHChangeNotify(i 0x8000000, i 0, p 0, p 0)'
SectionEnd
