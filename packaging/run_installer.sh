#!/bin/sh
# Installs @TITLE@ @VERSION@ for the user who starts it; no root, no network.
#
#   sh @FILE@               installs, or installs over an older version
#   sh @FILE@ --uninstall   takes everything away but corpora and settings
#   sh @FILE@ --check       only checks that the file is whole
#   sh @FILE@ --extract DIR unpacks the program into a folder and installs nothing

name='@NAME@'
title='@TITLE@'
version='@VERSION@'
payload_sha256='@SHA256@'
payload_line=@LINE@
kilobytes=@KILOBYTES@

trouble() {
    printf '%s\n' "$1" >&2
    exit 1
}

case "$0" in
    /*) self=$0 ;;
    *) self=$PWD/$0 ;;
esac
[ -f "$self" ] || self=$(command -v -- "$0")

payload() {
    tail -n "+$payload_line" "$self"
}

check() {
    command -v sha256sum >/dev/null 2>&1 || return 0
    sum=$(payload | sha256sum) || trouble "The file $self cannot be read."
    [ "${sum%% *}" = "$payload_sha256" ] ||
        trouble "The file $self is damaged; fetch it again."
}

unpack() { # into $1
    command -v xz >/dev/null 2>&1 || trouble "xz is needed to unpack the program; install the package xz-utils (or xz)."
    payload | (cd "$1" && xz -dc | tar -xf -)
}

find_places() {
    [ -n "${HOME:-}" ] && [ -d "$HOME" ] || trouble "There is no home folder to install $title in."
    share=${XDG_DATA_HOME:-$HOME/.local/share}
    case "$share" in /*) ;; *) share=$HOME/.local/share ;; esac
    lib=$HOME/.local/lib
    commands=$HOME/.local/bin
    folder=$lib/$name
    list=$folder/installed-files
}

refresh() { # what desktops keep of entries and types; either tool may be missing
    update-desktop-database "$share/applications" >/dev/null 2>&1
    [ ! -d "$share/mime/packages" ] || update-mime-database "$share/mime" >/dev/null 2>&1
    return 0
}

remove_files() { # what is on the list of the version that is installed
    [ -f "$list" ] || return 0
    while IFS= read -r file; do
        case "$file" in
            "$share"/* | "$commands"/*) rm -f -- "$file" ;;
        esac
    done <"$list"
}

uninstall() {
    find_places
    [ -f "$list" ] || trouble "$title is not installed in $folder."
    remove_files
    rm -rf -- "$folder" || trouble "The program in $folder could not be removed."
    refresh
    for made in mimeinfo.cache; do
        [ "$(wc -l <"$share/applications/$made" 2>/dev/null)" = 1 ] && rm -f -- "$share/applications/$made"
    done
    if [ -d "$share/mime/packages" ] && rmdir "$share/mime/packages" 2>/dev/null; then
        rm -rf -- "$share/mime"
    fi
    for left in applications metainfo man/man1 man bash-completion/completions bash-completion \
        zsh/vendor-completions zsh icons; do
        [ ! -d "$share/$left" ] || find "$share/$left" -depth -type d -empty -exec rmdir {} \; 2>/dev/null
    done
    rmdir "$lib" "$commands" 2>/dev/null
    printf '%s\n' "$title is removed; corpora and settings were left where they are."
    exit 0
}

install() {
    find_places
    mkdir -p -- "$lib" "$commands" "$share" 2>/dev/null && [ -w "$lib" ] && [ -w "$commands" ] && [ -w "$share" ] ||
        trouble "Nothing can be written to $HOME/.local; $title was not installed."
    free=$(df -Pk "$lib" 2>/dev/null | awk 'NR == 2 { print $4 }')
    [ -z "$free" ] || [ "$free" -gt "$kilobytes" ] ||
        trouble "There is not enough room in $lib: $((kilobytes / 1000)) MB are needed."
    coming=$lib/.$name.new.$$
    trap 'rm -rf -- "$coming"' EXIT
    trap 'exit 1' HUP INT TERM
    mkdir -- "$coming" || trouble "Nothing can be written to $lib; $title was not installed."
    unpack "$coming" || trouble "The program could not be unpacked into $lib; is the disk full? Nothing was installed."
    "$coming/$name" --version >/dev/null 2>&1 ||
        trouble "The program does not start on this system: it needs glibc @GLIBC@ or newer and the libraries @LIBRARIES@. Nothing was installed."
    remove_files
    : >"$coming/installed-files"
    (cd "$coming/share" && find . -type f) | while IFS= read -r file; do
        target=$share/${file#./}
        mkdir -p -- "${target%/*}" && cp -f -- "$coming/share/$file" "$target" || exit 1
        printf '%s\n' "$target" >>"$coming/installed-files"
    done || trouble "The desktop's files could not be written to $share; is the disk full?"
    entry=$share/applications/$name.desktop
    quoted=$(printf '%s' "$folder/$name" | sed 's/[\\"`$]/\\\\&/g; s/[&|]/\\&/g')
    sed "s|^Exec=$name|Exec=\"$quoted\"|" "$coming/share/applications/$name.desktop" >"$entry" ||
        trouble "The desktop entry could not be written to $entry."
    printf '%s\n' "$commands/$name" >>"$coming/installed-files"
    rm -rf -- "$lib/.$name.old.$$"
    [ ! -e "$folder" ] || mv -- "$folder" "$lib/.$name.old.$$" || trouble "The older version in $folder cannot be moved."
    mv -- "$coming" "$folder" || trouble "The program could not be moved to $folder."
    rm -rf -- "$lib/.$name.old.$$"
    ln -sf -- "$folder/$name" "$commands/$name"
    refresh
    printf '%s\n' "$title $version is installed; it is in the menu, and $commands/$name starts it."
    exit 0
}

case "${1:-}" in
    '') check && install ;;
    --uninstall) uninstall ;;
    --check)
        check
        printf '%s\n' "The file is whole: $title $version."
        exit 0
        ;;
    --extract)
        [ -n "${2:-}" ] || trouble "Say which folder to unpack into."
        check
        mkdir -p -- "$2" && unpack "$2" || trouble "The program could not be unpacked into $2."
        exit 0
        ;;
    --help | -h)
        sed -n '2,7s/^# \{0,1\}//p' "$self"
        exit 0
        ;;
    *) trouble "“$1” is not understood; --help tells what is." ;;
esac
exit 1
