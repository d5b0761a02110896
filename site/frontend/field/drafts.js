// Forms that somebody is filling in. Every tap is kept at once, and can be taken back.
const STEPS_BACK = 40;

export class Draft {
  constructor(vault, kept) {
    Object.assign(this, kept);
    this.vault = vault;
    this.writing = Promise.resolve();
  }

  /** Keep new values; resolves when they are on the disk. */
  save(values, { isStep = true } = {}) {
    // While somebody types, one step back takes back the whole word and not one letter.
    if (isStep) this.past = [...this.past, this.values].slice(-STEPS_BACK);
    this.values = values;
    return this.keep();
  }

  get canUndo() {
    return this.past.length > 0;
  }

  undo() {
    if (!this.past.length) return this.writing;
    this.values = this.past[this.past.length - 1];
    this.past = this.past.slice(0, -1);
    return this.keep();
  }

  async keep() {
    const { id, screen, place, past, values } = this;
    const kept = { id, screen, place, past, values, saved_at: new Date().toISOString() };
    const turn = this.writing.catch(() => {}).then(() => !this.gone && this.vault.put('draft', id, kept));
    this.writing = turn;
    return turn;
  }

  async drop() {
    this.gone = true;
    await this.writing.catch(() => {});
    await this.vault.drop('draft', this.id);
  }
}

export async function draftOf(vault, { id, screen, place, values }) {
  // A form that was only looked at is no draft: the first tap makes it one.
  const kept = await vault.get('draft', id);
  if (!kept) return new Draft(vault, { id, screen, place, values, past: [] });
  // Begun with an older app, it may not know all that the form asks now.
  return new Draft(vault, { ...kept, values: { ...values, ...kept.values } });
}

/** Where a draft is gone on with. */
export const addressOf = ({ screen, place }) => `#/${[screen, ...place].map(encodeURIComponent).join('/')}`;

export const drafts = async (vault) =>
  (await vault.all('draft')).sort((a, b) => (a.saved_at < b.saved_at ? 1 : -1));
