// Build the scripts that the plugins ship: `make scripts`. Each output says what it was
// made of, so that a test can tell when somebody forgot to build again.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

// folder of sources: where the built files go, which are built, and which are ES modules.
const BUNDLES = {
  curriculum: {
    to: 'curriculum/static/curriculum',
    names: ['keep', 'offline', 'reader', 'shelf', 'visit', 'worker'],
    modules: ['offline'],
  },
  certificates: {
    to: 'certificates/static/certificates',
    names: ['checker', 'proof', 'save'],
    modules: ['proof', 'save'],
  },
  field: { to: 'mentoring/field/static/mentoring_field', names: ['app', 'worker'] },
  // Screens that the field app loads: ES modules.
  incubation: {
    to: 'mentoring/incubation/static/mentoring_incubation/phone',
    names: ['sheet', 'sheets'],
    modules: ['sheet', 'sheets'],
  },
  sessions: {
    to: 'mentoring/sessions/static/mentoring_sessions/phone',
    names: ['group', 'home', 'member', 'plan', 'visit'],
    modules: ['group', 'home', 'member', 'plan', 'visit'],
  },
};

for (const [folder, { to, names, modules = [] }] of Object.entries(BUNDLES)) {
  const sources = readdirSync(folder).filter((name) => name.endsWith('.js')).sort();
  const hash = createHash('sha256');
  for (const name of sources) hash.update(readFileSync(`${folder}/${name}`));
  hash.update(readFileSync('package-lock.json'));
  const stamp = hash.digest('hex').slice(0, 16);
  mkdirSync(`../../${to}`, { recursive: true });
  for (const name of names) {
    const { outputFiles } = await build({
      entryPoints: [`${folder}/${name}.js`],
      bundle: true,
      minify: true,
      format: modules.includes(name) ? 'esm' : 'iife',
      target: ['es2019', 'chrome80', 'firefox78'],
      // Chrome 67 and Firefox 68 have whole numbers of any size.
      supported: { 'dynamic-import': true, bigint: true },
      define: { 'process.env.NODE_ENV': '"production"' },
      legalComments: 'inline',
      write: false,
    });
    const text = `/* Built from site/frontend/${folder}, ${stamp}. */\n${outputFiles[0].text}`;
    writeFileSync(`../../${to}/${name}.js`, text);
    console.log(`${folder}/${name}.js`, text.length);
  }
}
