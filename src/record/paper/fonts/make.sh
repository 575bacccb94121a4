#!/bin/sh
# Makes the faces of this folder anew: Debian's fonts-noto-core, cut with pyftsubset (PyPI: fonttools) to the scripts that a
# certificate carries by itself. Letters of other scripts come from the computer's own fonts.
set -eu
cd "$(dirname "$0")"
noto=/usr/share/fonts/truetype/noto
european="U+0020-007E,U+00A0-024F,U+0259,U+02B0-02FF,U+0300-036F,U+0370-03FF,U+0400-052F,U+1E00-1EFF,U+1F00-1FFF,U+2000-200F,U+2010-205E,U+2070-209C,U+20A0-20BF,U+2113,U+2116,U+2122,U+2190-2193,U+2212,U+FB00-FB06"
cut() { # face, letters, out
    pyftsubset "$noto/$1" --unicodes="$2" --output-file="$3" --no-hinting --desubroutinize --notdef-outline --name-IDs='0,1,2,3,4,5,6,13,14' \
        --layout-features='ccmp,locl,mark,mkmk,kern,liga,calt,rlig,init,medi,fina,isol,rclt,curs' --drop-tables+=DSIG
}
cut NotoSerif-Regular.ttf "$european" text.ttf
cut NotoSerifDisplay-Regular.ttf "U+0020-007E,U+00A0-017F,U+0218-021B,U+02C6,U+02DA,U+02DC,U+0300-0304,U+0306-030C,U+0327,U+0328,U+1E00-1EFF,U+2010-2026" display.ttf
cut NotoNaskhArabic-Regular.ttf "U+0020-0021,U+0028-0029,U+002C-003A,U+00A0,U+00AB,U+00BB,U+0600-06FF,U+0750-077F,U+200C-200F,U+FB50-FDFF,U+FE70-FEFC" arabic.ttf
cut NotoSerifHebrew-Regular.ttf "U+0020-0022,U+0027-0029,U+002C-003A,U+00A0,U+0590-05FF,U+200C-200F,U+FB1D-FB4F" hebrew.ttf
