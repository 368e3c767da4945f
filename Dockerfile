# The whole shop in one image: `docker run -p 8080:8080 IMAGE`. SHOP__RUN selects the modules of a container.

# The base images, for both architectures; a build may use others of the same kind.
ARG NODE=docker.io/library/node:22.20.0-bookworm-slim@sha256:b21fe589dfbe5cc39365d0544b9be3f1f33f55f3c86c87a76ff65a02f8f5848e
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0.401-noble@sha256:e70cdb7f80b0348f5cb85f19a8f670fca061f033d57eed12fa003d58b0e06317
ARG RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0.12-noble-chiseled@sha256:48e51f2f6798897be7ac4e775c049ed8fe60d3190f637e1f9c9dc7513efa659c

# The bundle for browser telemetry; the same for every architecture.
FROM --platform=$BUILDPLATFORM ${NODE} AS telemetry
WORKDIR /source/Telemetry
COPY src/Modules/Storefront/Telemetry/package.json src/Modules/Storefront/Telemetry/package-lock.json src/Modules/Storefront/Telemetry/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY src/Modules/Storefront/Telemetry/telemetry.js ./
RUN npm run build

# The web build of the mobile app, which the shop serves; the same for every architecture.
FROM --platform=$BUILDPLATFORM ${NODE} AS mobile
WORKDIR /source
COPY src/MobileApp/package.json src/MobileApp/package-lock.json src/MobileApp/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY src/MobileApp/ ./
RUN npm run build

FROM --platform=$BUILDPLATFORM ${SDK} AS build
ARG TARGETARCH=amd64
WORKDIR /source
COPY . .
COPY --from=telemetry /source/Scripts/telemetry.js src/Modules/Storefront/Scripts/
COPY --from=mobile /source/dist src/MobileApp/dist
# With CI=true the restore uses exactly the package versions of the lock files.
RUN CI=true dotnet publish src/Host --configuration Release -p:ImageArchitecture=$TARGETARCH --output /app \
    && mkdir /data

# The final image has no shell and no package manager, and runs as user 1654.
FROM ${RUNTIME}
ARG VERSION=1.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Astronomy Shop" \
      org.opencontainers.image.description="The OpenTelemetry Astronomy Shop as one program: the whole shop, or any part of it by SHOP__RUN" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version=$VERSION \
      org.opencontainers.image.revision=$REVISION

WORKDIR /app
COPY --from=build /app .
COPY --from=build --chown=1654:1654 /data /data
# A volume, so that orders outlive the container; the rest of the file system may be read-only.
VOLUME /data

# In a single container the public port also serves the pages of the Observatory: http://localhost:8080/observatory/, with the token of /feature. The manifests
# in k8s/ disable this.
# The shop configures its ports itself, so the setting of the base image is cleared. Dumps are disabled, because a dump would contain what users entered.
ENV SHOP__DATADIRECTORY=/data \
    SHOP__PORTS__WEB=*:8080 \
    SHOP__PORTS__GRPC=*:8081 \
    SHOP__PORTS__MANAGEMENT=*:8082 \
    MODULES__OBSERVATORY__ATTHEDOOR=true \
    ASPNETCORE_HTTP_PORTS="" \
    DOTNET_EnableDiagnostics=0 \
    DOTNET_DbgEnableMiniDump=0

EXPOSE 8080 8081 8082
USER 1654
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["dotnet", "AstronomyShop.Host.dll", "health"]
ENTRYPOINT ["dotnet", "AstronomyShop.Host.dll"]
