# The page and the desk in a container: plain Python, no root, nothing written outside /desk and /tmp.
#
#   docker build -f packaging/serve.Dockerfile -t notice-lint-serve .
#   docker run --rm --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
#     -e NOTICE_LINT_TOKEN=... -p 127.0.0.1:8765:8765 -v "$PWD/notices:/desk" notice-lint-serve
#
# docs/serve.md says more.
FROM python:3.12-slim
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin lint
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY notice_lint notice_lint
COPY packaging packaging
COPY grammar grammar
COPY rules rules
RUN pip install --no-cache-dir '.[web,pdf,sheet,compare]' && rm -rf /src
ENV PYTHONDONTWRITEBYTECODE=1 NOTICE_LINT_CACHE_DIR=
USER 10001
WORKDIR /desk
EXPOSE 8765
HEALTHCHECK CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8765/health', timeout=3)"]
ENTRYPOINT ["notice-lint", "serve", "--host", "0.0.0.0", "--folder", "/desk"]
