# syntax=docker/dockerfile:1

# Builds with the .NET SDK and Node (web assets come from npm by lock file); the image holds the published form only,
# which needs no network to run.
FROM node:20-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source
COPY . .
RUN dotnet publish src/Server -c Release -o /app --nologo

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
# The image's own unprivileged user. The volume holds the key of the texts, and the embedded database where no connection
# string is set.
RUN mkdir /data && chown $APP_UID /data
USER $APP_UID
ENV ASPNETCORE_HTTP_PORTS= PETITIONS_URLS=http://+:5080 PETITIONS_DATA=/data
VOLUME /data
EXPOSE 5080
ENTRYPOINT ["dotnet", "Petitions.Server.dll"]
