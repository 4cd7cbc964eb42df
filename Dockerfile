FROM python:3.12-slim AS page

ENV PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

WORKDIR /page

COPY requirements-page.lock requirements-node.lock ./
RUN pip install --require-hashes --requirement requirements-page.lock \
    && pip install --require-hashes --requirement requirements-node.lock

COPY page/package.json page/package-lock.json page/.npmrc ./
RUN npm ci

COPY page ./
RUN npm run shapes && npm run build


FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

WORKDIR /app

COPY requirements.lock ./
RUN pip install --require-hashes --requirement requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY domain ./domain
COPY history ./history
COPY projections ./projections
COPY answers ./answers
COPY ledger ./ledger
COPY exchange ./exchange
COPY api ./api
COPY cli ./cli
COPY scenarios ./scenarios
COPY --from=page /page/dist ./page/dist
RUN pip install --no-deps . \
    && useradd --system --uid 10001 --home-dir /data ledger \
    && install --directory --owner ledger --group ledger /data

USER ledger
WORKDIR /data
ENV SQLITE_DBNAME=/data/crisis.sqlite
VOLUME /data
EXPOSE 8000

HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]

CMD ["crisis", "serve", "--host", "0.0.0.0", "--port", "8000"]
