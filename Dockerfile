# The program and nothing else: no shell, no libraries, no user.
#
#     ci/static-binary.sh
#     docker build --tag plenary .
#     docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/site" plenary build
FROM scratch
ARG TARGET=x86_64-unknown-linux-musl
COPY target/${TARGET}/release/plenary /plenary
WORKDIR /site
ENTRYPOINT ["/plenary"]
