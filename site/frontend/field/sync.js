// One sync at a time: what was written goes first, then files, then what is new comes in.
import { tellKeys } from './door.js';
import { all, letGo, openIds, settle } from './records.js';
import { letGoOfFiles, sendFiles } from './files.js';
import { pull } from './pull.js';
import { push } from './push.js';
import { changePerson } from './store.js';
import { Wire } from './wire.js';

const SOON_MS = 3_000;
const SHORTEST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 30 * 60_000;

export class Sync {
  constructor(vault, { api, version, onChange }) {
    this.vault = vault;
    this.api = api;
    this.version = version;
    this.onChange = onChange;
    this.failures = 0;
    this.trouble = null;
    this.isRunning = false;
  }

  /** Sync now, or once more after the one under way. Resolves to the Trouble that stopped it,
   * or null. */
  async run(onStep) {
    this.isWanted = this.isRunning;
    if (this.isRunning || this.isStopped) return null;
    this.isRunning = true;
    clearTimeout(this.later);
    this.onChange();
    const work = () => this.work(onStep);
    try {
      await (navigator.locks ? navigator.locks.request('pendamping-field-sync', work) : work());
      this.failures = 0;
      this.trouble = null;
    } catch (trouble) {
      this.failures += 1;
      this.trouble = trouble;
    }
    this.isRunning = false;
    if (!this.isStopped) this.later = setTimeout(() => this.run(), this.wait());
    await this.onChange();
    return this.trouble;
  }

  /** Sync in a moment; whatever else is written until then goes along. */
  soon() {
    this.isWanted = this.isRunning;
    if (this.isStopped || this.isRunning) return;
    clearTimeout(this.later);
    this.later = setTimeout(() => this.run(), SOON_MS);
  }

  wait() {
    // Something was written, or somebody asked, while the last sync was under way.
    if (this.isWanted) return SOON_MS;
    if (!this.failures) return LONGEST_WAIT_MS;
    const whole = Math.min(SHORTEST_WAIT_MS * 2 ** (this.failures - 1), LONGEST_WAIT_MS);
    return whole * (0.75 + Math.random() / 2);
  }

  stop() {
    this.isStopped = true;
    clearTimeout(this.later);
  }

  async work(onStep) {
    const { vault } = this;
    const { token } = await vault.get('fact', 'wire');
    const wire = new Wire(this.api, token, this.version);
    // A small question first: without signal nothing goes out, and nothing may have arrived.
    await this.askAgain(wire);
    await tellKeys(vault.device, wire);
    const told = await push(vault, wire);
    // A phone that was taken back may still hand over what it holds, photographs too.
    if (isRevoked(told)) await sendFiles(vault, wire, await all(vault)).catch(() => {});
    await this.heard(told);
    if (this.isRevoked) return;
    this.onChange();
    // A file that cannot be sent now does not keep new lists away.
    const held = await sendFiles(vault, wire, await all(vault)).catch((trouble) => trouble);
    await this.heard(await pull(vault, wire, onStep));
    if (this.isRevoked) return;
    await letGo(vault);
    await letGoOfFiles(vault);
    await changePerson(vault.device, { synced_at: new Date().toISOString() });
    if (held) throw held;
  }

  async askAgain(wire) {
    const records = await openIds(this.vault);
    const told = await wire.json('answers/', { json: { records } });
    await settle(this.vault, told.answers.map(({ sequence, ...each }) => each));
  }

  /** Remember the server's clock, and whether this phone was taken back. */
  async heard(told) {
    const changes = {};
    if (told.server_time) {
      changes.server_at = told.server_time;
      changes.skew = Math.round((Date.now() - Date.parse(told.server_time)) / 1000);
    }
    if (isRevoked(told)) {
      changes.revoked = true;
      this.isRevoked = true;
    }
    await changePerson(this.vault.device, changes);
  }
}

const isRevoked = (told) => Boolean(told.device && told.device.state === 'revoked');
