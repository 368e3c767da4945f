#!/bin/sh
# Needs rsvg-convert, ImageMagick, pngquant and cwebp (Debian: apt-get install librsvg2-bin imagemagick pngquant webp).
set -eu

cd "$(dirname "$0")"
pictures=../Pictures
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$pictures/products"

if command -v magick >/dev/null 2>&1; then im=magick; else im=convert; fi

# Renders a drawing in one width, for the srcset of the pages.
webp() {
    rsvg-convert -w "$2" "$1.svg" -o "$scratch/$1-$2.png"
    cwebp -quiet -m 6 -q 84 -sharp_yuv "$scratch/$1-$2.png" -o "$pictures/$3-$2.webp"
}

for name in SolarSystemColorImager EclipsmartTravelRefractorTelescope RoofBinoculars \
    StarsenseExplorer SolarFilter OpticalTubeAssembly TheCometBook LensCleaningKit \
    RedFlashlight NationalParkFoundationExplorascope
do
    rsvg-convert -w 800 -h 800 "$name.svg" -o "$scratch/$name.png"
    "$im" "$scratch/$name.png" -background black -flatten -strip \
        -sampling-factor 4:4:4 -interlace JPEG -quality 82 "$pictures/products/$name.jpg"
    for width in 320 640 960; do webp "$name" "$width" "products/$name"; done
done

for width in 740 1480; do webp Banner "$width" Banner; done
rsvg-convert -w 740 -h 700 Banner.svg -o "$scratch/Banner.png"
"$im" "$scratch/Banner.png" -background black -flatten -alpha off -strip \
    -define png:compression-level=9 "$pictures/Banner.png"

rsvg-convert -w 1963 -h 633 opentelemetry-demo-logo.svg -o "$scratch/logo.png"
pngquant --force --strip --speed 1 --output "$pictures/opentelemetry-demo-logo.png" 256 "$scratch/logo.png"

cp favicon.svg "$pictures/favicon.svg"
