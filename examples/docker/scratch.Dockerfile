# An image without a distribution: Windlass, one static program, and what is in rootfs.
#
#     docker build -f scratch.Dockerfile -t web .
#
# The tarball is one of a release (`make dist`); amd64 is Docker's name of the architecture.
FROM busybox:stable AS busybox
RUN mkdir -p /out/bin /out/etc /out/run /out/tmp && cp /bin/busybox /out/bin/ && chmod 1777 /out/tmp && \
    chown 1000:1000 /out/run && echo 'web:x:1000:1000::/:' >/out/etc/passwd && echo 'web:x:1000:' >/out/etc/group

FROM scratch
COPY --from=busybox /out/ /
ADD windlass-amd64.tar.xz /
COPY rootfs/ /
ENV GREETING="Hello from scratch" WINDLASS_SECRETS=1
USER 1000:1000
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=6s CMD ["/command/windlass", "healthcheck"]
ENTRYPOINT ["/init"]
