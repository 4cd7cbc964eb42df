#!/bin/sh
# Install Debian's Chromium for the tests of the page, where no Chromium is there and we may.
# Elsewhere the tests say that they need one and are skipped.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && exit 0
done
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the tests of the page ..."
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update && apt-get install --yes --no-install-recommends chromium; } >/dev/null ||
        echo "Chromium could not be installed." >&2
fi
exit 0
