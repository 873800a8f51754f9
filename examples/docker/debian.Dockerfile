# The same services on Debian. What root-only work there is, cont-init.d does; the service itself drops privileges.
#
#     docker build -f debian.Dockerfile -t web .
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends busybox-static && rm -rf /var/lib/apt/lists/*
ADD windlass-amd64.tar.xz /
COPY rootfs/ /
ENV GREETING="Hello from Debian" WINDLASS_SECRETS=1
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=6s CMD ["/command/windlass", "healthcheck"]
ENTRYPOINT ["/init"]
