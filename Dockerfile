# The command, and nothing else: no shell, no package manager, no root. Build it in a checkout after `npm ci`.
#   docker build -t replint . && docker run --rm -v "$PWD:/work:ro" replint audit snapshot.json
FROM gcr.io/distroless/nodejs24-debian12:nonroot
WORKDIR /work
COPY --chown=nonroot:nonroot package.json LICENSE NOTICE /opt/replint/
COPY --chown=nonroot:nonroot dist/replint.js dist/replint.THIRD-PARTY-NOTICES.txt /opt/replint/dist/
COPY --chown=nonroot:nonroot dist/replint-chunks /opt/replint/dist/replint-chunks
COPY --chown=nonroot:nonroot docs /opt/replint/docs
COPY --chown=nonroot:nonroot schemas /opt/replint/schemas
COPY --chown=nonroot:nonroot fixtures/demo /opt/replint/fixtures/demo
USER nonroot
ENTRYPOINT ["/nodejs/bin/node", "/opt/replint/dist/replint.js"]
