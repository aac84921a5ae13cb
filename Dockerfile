# The command, and nothing else: no shell, no package manager, no root. Build it in a checkout after `npm ci`.
#   docker build -t replint . && docker run --rm -v "$PWD:/work:ro" replint audit snapshot.json
FROM gcr.io/distroless/nodejs24-debian12:nonroot
WORKDIR /work
COPY package.json LICENSE NOTICE /opt/replint/
COPY dist/replint.js dist/replint.THIRD-PARTY-NOTICES.txt /opt/replint/dist/
COPY dist/replint-chunks /opt/replint/dist/replint-chunks
COPY docs /opt/replint/docs
COPY schemas /opt/replint/schemas
COPY fixtures/demo /opt/replint/fixtures/demo
# `nonroot` of the image, as a number: Kubernetes takes `runAsNonRoot` only of one.
USER 65532
ENTRYPOINT ["/nodejs/bin/node", "/opt/replint/dist/replint.js"]
