// The opened vault of one person: reads and writes sealed rows.
import { decode, encode } from './bytes.js';
import { seal, unseal } from './keys.js';
import { changePerson, database, write } from './store.js';

export class Vault {
  constructor(device, key) {
    this.device = device;
    this.key = key;
    this.turns = Promise.resolve();
  }

  owner(kind) {
    return `${this.device} ${kind}`;
  }

  /** Keep a JSON value, or bytes as they are. */
  async put(kind, id, value, mark = '') {
    await this.putAll([kind, id, value, mark]);
  }

  /** Keep several, each [kind, id, value, mark]: all of them or none. */
  async putAll(...several) {
    const rows = await Promise.all(several.map((each) => this.sealed(...each)));
    await write(['rows'], (change) => Promise.all(rows.map((row) => change.objectStore('rows').put(row))));
  }

  async sealed(kind, id, value, mark = '') {
    const owner = this.owner(kind);
    const key = `${owner} ${id}`;
    const bytes = value instanceof Uint8Array ? value : encode(JSON.stringify(value));
    return { key, owner, id, mark, ...(await seal(this.key, bytes, key)) };
  }

  async bytes(kind, id) {
    const row = await (await database()).get('rows', `${this.owner(kind)} ${id}`);
    return row && unseal(this.key, row, row.key);
  }

  async get(kind, id) {
    const bytes = await this.bytes(kind, id);
    return bytes && JSON.parse(decode(bytes));
  }

  /** All values of a kind. */
  async all(kind) {
    return Promise.all((await this.rows(kind)).map((row) => this.open(row)));
  }

  async open(row) {
    return JSON.parse(decode(await unseal(this.key, row, row.key)));
  }

  async rows(kind) {
    return (await database()).getAllFromIndex('rows', 'owner', this.owner(kind));
  }

  drop(kind, ...ids) {
    return this.dropAll(...ids.map((id) => [kind, id]));
  }

  /** Forget several, each [kind, id]. */
  async dropAll(...several) {
    await write(['rows'], async (change) => {
      for (const [kind, id] of several) change.objectStore('rows').delete(`${this.owner(kind)} ${id}`);
    });
  }

  /** Give a row another mark; what is sealed in it stays as it is. */
  async mark(kind, id, mark) {
    await write(['rows'], async (change) => {
      const rows = change.objectStore('rows');
      const row = await rows.get(`${this.owner(kind)} ${id}`);
      if (row) await rows.put({ ...row, mark });
    });
  }

  async nextSequence() {
    const { sequence } = await changePerson(this.device, (row) => ({ sequence: row.sequence + 1 }));
    return sequence;
  }

  /** One after another: sealing takes a moment, and two changes of one row must not cross. */
  inTurn(work) {
    const turn = this.turns.then(() =>
      navigator.locks ? navigator.locks.request(`pendamping-rows-${this.device}`, work) : work(),
    );
    this.turns = turn.catch(() => {});
    return turn;
  }
}

/** The practice group's vault: nothing of it is written, sealed or sent. */
export class PracticeVault extends Vault {
  constructor() {
    super('latihan', null);
    this.kept = new Map();
    this.sequence = 0;
  }

  async putAll(...several) {
    for (const [kind, id, value, mark = ''] of several) {
      this.kept.set(`${kind} ${id}`, { kind, id, mark, value: copy(value) });
    }
  }

  async bytes(kind, id) {
    const row = this.kept.get(`${kind} ${id}`);
    return row && row.value;
  }

  async get(kind, id) {
    const row = this.kept.get(`${kind} ${id}`);
    return row && copy(row.value);
  }

  async rows(kind) {
    return [...this.kept.values()].filter((row) => row.kind === kind);
  }

  async open(row) {
    return copy(row.value);
  }

  async dropAll(...several) {
    for (const [kind, id] of several) this.kept.delete(`${kind} ${id}`);
  }

  async mark(kind, id, mark) {
    const row = this.kept.get(`${kind} ${id}`);
    if (row) row.mark = mark;
  }

  async nextSequence() {
    this.sequence += 1;
    return this.sequence;
  }

  inTurn(work) {
    return work();
  }
}

const copy = (value) => (value instanceof Uint8Array ? value : JSON.parse(JSON.stringify(value)));
