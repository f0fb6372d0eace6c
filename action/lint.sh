#!/usr/bin/env bash
# The lint of the action: runs kms-lint, keeps its reports and its exit code for the steps that follow, and says where the result can go.
set -uo pipefail

stop() {
  echo "::error title=kms-lint::$1"
  echo 'code=2' >> "$GITHUB_OUTPUT"
  exit 2
}

command -v node > /dev/null || stop 'Node.js is needed: put actions/setup-node before this step.'
case "$KMS_LINT_UPLOAD" in
  auto | true | false) ;;
  *) stop 'upload takes auto, true or false.' ;;
esac

case "$KMS_LINT_HTML" in
  true | false) ;;
  *) stop 'html takes true or false.' ;;
esac

# The version that the project has installed, in this folder or above it; else the one that is asked for, else that of the action.
installed() {
  local folder=$PWD
  while true; do
    [ -x "$folder/node_modules/.bin/kms-lint" ] && echo "$folder/node_modules/.bin/kms-lint" && return
    [ "$folder" = / ] && return
    folder=$(dirname "$folder")
  done
}
own=$(installed)
if [ -n "$KMS_LINT_VERSION" ] || [ -z "$own" ]; then
  version=${KMS_LINT_VERSION:-$(node -p 'require(process.argv[1]).version' "$GITHUB_ACTION_PATH/package.json")}
  [[ $version =~ ^[0-9A-Za-z.^~_-]+$ ]] || stop 'version takes a version of npm, such as 1.2.3 or latest.'
  command=(npx --yes "kms-lint@$version")
else
  command=("$own")
fi

# What the app does to imported keys is known only while it runs.
if [ -n "${KMS_LINT_SYNTH:-}" ]; then
  recorder=$(node -p 'require.resolve("kms-lint/record", { paths: [process.cwd()] })' 2> /dev/null)
  options=${NODE_OPTIONS:-}
  [ -n "$recorder" ] && options="$options --require \"${recorder//\\//}\""
  NODE_OPTIONS=$options bash -eo pipefail -c "$KMS_LINT_SYNTH" || stop 'The synthesis failed: see its messages above.'
fi

# Without mapfile, which the bash of macOS does not have.
paths=()
while IFS= read -r line; do
  [ -n "${line//[[:space:]]/}" ] && paths+=("$line")
done <<< "$KMS_LINT_PATHS"
read -r -d '' -a args <<< "$KMS_LINT_ARGS"

# One category for each app, so that the uploads of a monorepo do not replace one another.
directory=${KMS_LINT_DIRECTORY#./}
category=${KMS_LINT_CATEGORY:-kms-lint/${directory%/}}
category=${category%/.}

sarif=$RUNNER_TEMP/kms-lint.sarif
annotations=$RUNNER_TEMP/kms-lint.annotations.txt
html=$RUNNER_TEMP/kms-lint.html
rm -f "$sarif" "$annotations" "$html"
page=()
[ "$KMS_LINT_HTML" = true ] && page=(--format "html=$html")
"${command[@]}" ${paths[@]+"${paths[@]}"} --format text --format "sarif=$sarif" --format "github=$annotations" ${page[@]+"${page[@]}"} \
  --category "$category" ${KMS_LINT_FAIL_ON:+--fail-on "$KMS_LINT_FAIL_ON"} ${args[@]+"${args[@]}"}
code=$?

# Code scanning takes uploads from public repositories; others need a licence, and pull requests from forks and of Dependabot have no right to write.
foreign=false
[ -n "$KMS_LINT_HEAD" ] && [ "$KMS_LINT_HEAD" != "$GITHUB_REPOSITORY" ] && foreign=true
[ "${GITHUB_ACTOR:-}" = 'dependabot[bot]' ] && foreign=true
upload=$KMS_LINT_UPLOAD
if [ "$upload" = auto ]; then
  upload=true
  if [ "$KMS_LINT_PRIVATE" = true ] || [ "$foreign" = true ]; then upload=false; fi
fi
[ -f "$sarif" ] || upload=false
annotate=false
[ "$upload" = false ] && [ -f "$annotations" ] && annotate=true

{
  echo "code=$code"
  echo "upload=$upload"
  echo "annotate=$annotate"
  echo "annotations=$annotations"
  if [ -f "$sarif" ]; then echo "sarif=$sarif"; fi
  # One artifact for each app of a run; its name takes no slash, nor what a file system would not.
  if [ -f "$html" ]; then
    echo "html=$html"
    echo "artifact=$(printf %s "$category" | tr -c 'A-Za-z0-9._-' '-')"
  fi
} >> "$GITHUB_OUTPUT"
