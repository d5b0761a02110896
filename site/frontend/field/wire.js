// Talking with the server. Nothing of an answer lies in the browser's own cache.
import { Trouble } from './trouble.js';

const PATIENCE_MS = 60_000;

/** Refused by the server with a code and a sentence. */
export class Refused extends Trouble {
  constructor(status, told = {}, headers = new Headers()) {
    super('went_wrong');
    this.status = status;
    this.headers = headers;
    this.code = told.code || '';
    this.sentence = told.sentence || told.detail?.sentence || '';
  }
}

export class Wire {
  constructor(api, token, version) {
    this.api = api;
    this.token = token;
    this.version = version;
  }

  async ask(path, { method = 'GET', json, body, headers = {} } = {}) {
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), PATIENCE_MS);
    const asked = { ...headers };
    if (this.token) asked.Authorization = `Device ${this.token}`;
    if (json !== undefined) asked['Content-Type'] = 'application/json';
    let answer;
    try {
      answer = await fetch(this.api + path, {
        method: json === undefined ? method : method === 'GET' ? 'POST' : method,
        headers: asked,
        body: json === undefined ? body : JSON.stringify(json),
        credentials: 'omit',
        cache: 'no-store',
        signal: stop.signal,
      });
    } catch {
      throw new Trouble('no_signal');
    } finally {
      clearTimeout(clock);
    }
    if (!answer.ok) throw new Refused(answer.status, await answer.json().catch(() => ({})), answer.headers);
    return answer;
  }

  async json(path, options) {
    const answer = await this.ask(path, options);
    try {
      return await answer.json();
    } catch {
      throw new Trouble('no_signal');
    }
  }
}
