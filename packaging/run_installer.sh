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
    { payload | (cd "$1" && xz -dc | tar -xf -); } 2>/dev/null
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

is_running() { # from the folder it is installed in
    for exe in /proc/[0-9]*/exe; do
        [ "$(readlink "$exe" 2>/dev/null)" = "$folder/$name" ] && return 0
    done
    return 1
}

is_ours() { # a path that a list of installed files may name
    case "$1" in
        "$share"/* | "$commands"/*) return 0 ;;
    esac
    return 1
}

tidy() { # takes empty folders away that an installation makes
    for made in applications metainfo man/man1 man bash-completion/completions bash-completion \
        zsh/vendor-completions zsh icons mime/packages; do
        [ ! -d "$share/$made" ] || find "$share/$made" -depth -type d -empty -exec rmdir {} \; 2>/dev/null
    done
    rmdir "$share/mime" "$lib" "$commands" "$share" "$HOME/.local" 2>/dev/null
    return 0
}

uninstall() {
    find_places
    [ -f "$list" ] || trouble "$title is not installed in $folder."
    ! is_running || trouble "$title is running; quit it first, then remove it."
    while IFS= read -r file; do
        ! is_ours "$file" || rm -f -- "$file"
    done <"$list"
    rm -rf -- "$folder" || trouble "The program in $folder could not be removed."
    refresh
    [ "$(wc -l <"$share/applications/mimeinfo.cache" 2>/dev/null)" = 1 ] &&
        rm -f -- "$share/applications/mimeinfo.cache"
    if [ -d "$share/mime/packages" ] && rmdir "$share/mime/packages" 2>/dev/null; then
        rm -rf -- "$share/mime"
    fi
    tidy
    printf '%s\n' "$title is removed; corpora and settings were left where they are."
    exit 0
}

give_up() { # what is half there goes, what was there before stays
    if [ -f "$coming/installed-files" ]; then
        while IFS= read -r file; do
            rm -f -- "$file.new.$$"
        done <"$coming/installed-files"
    fi
    rm -rf -- "$coming"
    tidy
}

install() {
    find_places
    ! is_running || trouble "$title is running; quit it first, then install."
    coming=$lib/.$name.new.$$
    trap give_up EXIT
    trap 'exit 1' HUP INT TERM
    mkdir -p -- "$lib" "$commands" "$share" 2>/dev/null && [ -w "$lib" ] && [ -w "$commands" ] && [ -w "$share" ] ||
        trouble "Nothing can be written to $HOME/.local; $title was not installed."
    free=$(df -Pk "$lib" 2>/dev/null | awk 'NR == 2 { print $4 }')
    [ -z "$free" ] || [ "$free" -gt "$kilobytes" ] ||
        trouble "There is not enough room in $lib: $((kilobytes / 1000)) MB are needed. Nothing was installed."
    mkdir -- "$coming" 2>/dev/null || trouble "Nothing can be written to $lib; $title was not installed."
    unpack "$coming" ||
        trouble "The program could not be unpacked into $lib; is the disk full? Nothing was installed."
    "$coming/$name" --version >/dev/null 2>&1 ||
        trouble "The program does not start on this system: it needs glibc @GLIBC@ or newer, the libraries @LIBRARIES@, and a home that programs may be started from. Nothing was installed."
    entry=applications/$name.desktop
    quoted=$(printf '%s' "$folder/$name" | sed 's/[\\"`$]/\\\\&/g; s/%/%%/g; s/[&|]/\\&/g')
    { sed "s|^Exec=$name|Exec=\"$quoted\"|" "$coming/share/$entry" >"$coming/entry" &&
        mv -- "$coming/entry" "$coming/share/$entry" && stage; } 2>/dev/null ||
        trouble "The desktop's files could not be written to $share; is the disk full? Nothing was installed."
    if [ -e "$folder" ]; then
        mv -- "$folder" "$coming.old" || trouble "The older version in $folder cannot be moved. Nothing was installed."
    fi
    if ! mv -- "$coming" "$folder"; then
        [ ! -e "$coming.old" ] || mv -- "$coming.old" "$folder"
        trouble "The program could not be moved to $folder. Nothing was installed."
    fi
    put_in_place
    rm -rf -- "$coming.old"
    trap - EXIT
    refresh
    printf '%s\n' "$title $version is installed; it is in the menu${started_by}."
    exit 0
}

stage() { # lays the desktop's files beside their places, under other names
    : >"$coming/installed-files"
    (cd "$coming/share" && find . -type f) | while IFS= read -r file; do
        target=$share/${file#./}
        printf '%s\n' "$target" >>"$coming/installed-files" &&
            mkdir -p -- "${target%/*}" && cp -f -- "$coming/share/$file" "$target.new.$$" || exit 1
    done
}

put_in_place() { # nothing here needs room any more
    while IFS= read -r file; do
        mv -f -- "$file.new.$$" "$file"
    done <"$list"
    if [ -f "$coming.old/installed-files" ]; then # of the version that was there
        while IFS= read -r file; do
            ! is_ours "$file" || grep -qxF -- "$file" "$list" || rm -f -- "$file"
        done <"$coming.old/installed-files"
    fi
    started_by=
    if [ -L "$commands/$name" ] || [ ! -e "$commands/$name" ]; then # another program's command stays
        ln -sf -- "$folder/$name" "$commands/$name" && printf '%s\n' "$commands/$name" >>"$list" &&
            started_by=", and $commands/$name starts it"
    fi
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
