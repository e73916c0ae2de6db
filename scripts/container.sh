#!/usr/bin/env bash
# Builds the image of docs/deploy without a registry, runs it on a read-only file system as nobody, and asks it.
# As root, with Debian's podman, buildah, runc and debootstrap; a folder for all of it is the argument.
set -euo pipefail
cd "$(dirname "$0")/.."
work=${1:?a folder for the image}
mkdir -p "$work"
store=(--root "$work/store" --runroot "$work/run")
export BUILDAH_ISOLATION=chroot
if ! buildah "${store[@]}" inspect --type image localhost/debian-python >/dev/null 2>&1; then
    debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates bookworm "$work/root" \
        http://deb.debian.org/debian
    base=$(buildah "${store[@]}" from scratch)
    buildah "${store[@]}" copy -q "$base" "$work/root" /
    buildah "${store[@]}" commit -q "$base" localhost/debian-python
fi
# Where a package index has a certificate or settings of its own, they are those of this machine.
git archive HEAD | tar x -C "$(mktemp -d "$work/context-XXXX" | tee "$work/context")"
buildah "${store[@]}" build --network host --format docker --build-arg BASE=localhost/debian-python \
    -v /etc/ssl/certs:/etc/ssl/certs:ro ${KG_PIP:+-v "$KG_PIP:/etc/xdg/pip:ro"} \
    -f docs/deploy/Containerfile -t localhost/interregional-ties "$(cat "$work/context")"
podman=(podman "${store[@]}" --runtime runc --cgroup-manager cgroupfs)
"${podman[@]}" run -d --pull never --replace --name kg --network host --no-healthcheck --read-only \
    --read-only-tmpfs=false --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
    --ulimit nofile=1024:1024 --ulimit nproc=1024:1024 localhost/interregional-ties --port 18222
trap '"${podman[@]}" stop -t 40 kg >/dev/null' EXIT
for _ in $(seq 60); do
    curl -fs http://127.0.0.1:18222/health && break
    sleep 1
done
curl -fs http://127.0.0.1:18222/sparql --data-urlencode 'query=ASK { ?tie a tie:Tie }' | grep -q true
"${podman[@]}" exec kg python3 -c 'import os, sys; sys.exit(os.getuid() != 10001 or os.access("/", os.W_OK))'
echo "the image answers, as nobody, on a read-only file system"
