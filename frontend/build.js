// Bundles editor.js with what it imports, and lists the licences of what went into the bundle.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? join(here, "../src/azru_graph/pages/assets/built");

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: ["editor.js"],
  outfile: join(target, "editor.js"),
  bundle: true,
  charset: "utf8",
  format: "iife",
  legalComments: "none",
  metafile: true,
  minify: true,
  target: "es2020",
});

const packages = new Set();
for (const { inputs } of Object.values(metafile.outputs)) {
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const name = path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1];
    if (name && bytesInOutput) packages.add(name);
  }
}
const texts = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { license, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  if (!license || !file) throw new Error(`${name} does not say under which licence it is`);
  const text = readFileSync(join(folder, file), "utf8").trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
});
const head = "editor.js holds code of these packages, each under the licence below its name.\n";
writeFileSync(join(target, "LICENSES.txt"), [head, ...texts].join(`\n${"-".repeat(72)}\n\n`));
