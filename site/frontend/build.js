// Build the scripts that the plugins ship: `make scripts`. Each output says what it was
// made of, so that a test can tell when somebody forgot to build again.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const BUNDLES = {
  curriculum: ['keep', 'reader', 'shelf', 'visit', 'worker'],
};

for (const [plugin, names] of Object.entries(BUNDLES)) {
  const sources = readdirSync(plugin).filter((name) => name.endsWith('.js')).sort();
  const hash = createHash('sha256');
  for (const name of sources) hash.update(readFileSync(`${plugin}/${name}`));
  hash.update(readFileSync('package-lock.json'));
  const stamp = hash.digest('hex').slice(0, 16);
  for (const name of names) {
    const { outputFiles } = await build({
      entryPoints: [`${plugin}/${name}.js`],
      bundle: true,
      minify: true,
      format: 'iife',
      target: ['es2019', 'chrome80', 'firefox78'],
      define: { 'process.env.NODE_ENV': '"production"' },
      legalComments: 'inline',
      write: false,
    });
    const text = `/* Built from site/frontend/${plugin}, ${stamp}. */\n${outputFiles[0].text}`;
    writeFileSync(`../../${plugin}/static/${plugin}/${name}.js`, text);
    console.log(`${plugin}/${name}.js`, text.length);
  }
}
