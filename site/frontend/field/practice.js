// An invented group to try everything with. Its vault is memory: nothing is kept or sent.
import { phoneFor, screensWith } from './screens.js';
import { PracticeVault } from './vault.js';

/** Every room brings its invented buckets: {part: {key: content}}. */
export async function practiceVault(app) {
  const vault = new PracticeVault();
  for (const [name, module] of screensWith('practice')) {
    const parts = await module.practice(phoneFor({ ...app, vault: app.ownVault }, name, [], null));
    for (const [part, buckets] of Object.entries(parts)) {
      for (const [key, content] of Object.entries(buckets)) {
        await vault.put('bucket', `${part}/${key}`, content);
      }
    }
  }
  return vault;
}
