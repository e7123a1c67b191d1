# Porter in a container. It runs as a user without rights, and on a read-only file system:
#
#   docker build -t porter .
#   docker run --read-only --tmpfs /tmp -v porter:/var/lib/porter -p 3978:3978 --env-file .env porter
#
# What it keeps is in the volume: the store in `data`, and beside it the list of erasures, which a restore leaves as it is.
# In /tmp is the cache of compiled code, for a quicker start; without a writable /tmp there is none.

FROM node:24-slim AS packages
WORKDIR /porter
COPY package.json package-lock.json ./
# Not `--omit=optional`: the renderer of pictures is an optional package of its own for each platform. What goes are the
# copies of Node that the demo brings along, and their link, which would be run in place of the image's own Node.
RUN npm ci --omit=dev --no-audit --no-fund && rm -rf node_modules/node-linux-* node_modules/node-win-* node_modules/.bin/node

# What runs are few files in place of many: they start in half the time, and take less memory.
FROM node:24-slim AS bundle
WORKDIR /porter
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY src ./src
COPY cards ./cards
COPY knowledge ./knowledge
RUN npm run build

FROM node:24-slim
ENV NODE_ENV=production \
    NODE_COMPILE_CACHE=/tmp/porter-compiled \
    PORTER_DATA=/var/lib/porter/data \
    HOST=0.0.0.0 \
    PORT=3978
WORKDIR /porter
COPY --from=packages /porter/node_modules ./node_modules
COPY --from=bundle /porter/dist ./
COPY LICENSE ./
RUN mkdir -p /var/lib/porter && chown node:node /var/lib/porter
VOLUME /var/lib/porter
USER node
EXPOSE 3978
# Porter ends within 10 seconds, which is how long `docker stop` waits: give it `--timeout 12`.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Young objects get little room: a bot that waits keeps less memory, see docs/performance.md.
CMD ["node", "--max-semi-space-size=4", "index.js"]
