/** Something that stops what was begun; `word` names the sentence that is said. */
export class Trouble extends Error {
  constructor(word, facts = {}) {
    super(word);
    this.word = word;
    this.facts = facts;
  }
}
