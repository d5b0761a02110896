// Which sheets of a group are open, begun or done, as the office told and as this phone wrote since.

/** Where a sheet stands and which draft is its: enrolment, kind, version, person or "-". */
export const sheetOf = (enrolment, kind, version, person) => [enrolment, kind, String(version), person || '-'];
export const draftId = (place) => `round/${place.join('/')}`;

const same = ([, kind, version, person]) => (each) =>
  each.kind === kind && String(each.version) === version && (each.person || '-') === person;

/** Records of this phone about a sheet, the newest last. written: the outbox. */
export const writtenOf = (place, written) =>
  written.filter(({ payload }) => payload && payload.enrolment === place[0] && same(place)(payload));

const IN_WORDS = { sent: 'done', unsent: 'kept' };

/** done | kept (not sent yet) | held | begun | open. That of another rater leaves one's own open. */
export function standingOf(place, bucket, written, drafts) {
  const mine = writtenOf(place, written);
  if (mine.length) return IN_WORDS[mine[mine.length - 1].state] || 'held';
  if (bucket.done.some((each) => each.is_mine && same(place)(each))) return 'done';
  if (drafts.has(draftId(place)) || bucket.drafts.some(same(place))) return 'begun';
  return 'open';
}

/** Whether somebody else rated the same; never how. */
export const othersDay = (place, bucket) => {
  const theirs = bucket.done.find((each) => !each.is_mine && same(place)(each));
  return theirs ? theirs.happened_on : '';
};

export const webDraft = (place, bucket) => bucket.drafts.find(same(place));

/** The sheets of one round: of the group, then of each member who agreed. */
export function sheetsOf(enrolment, bucket, kind) {
  return bucket.questionnaires.map((questionnaire) => ({
    questionnaire,
    sheets: (questionnaire.subject === 'person' ? bucket.people : [{ person: '', name: bucket.name }]).map(
      ({ person, name }) => ({ name, place: sheetOf(enrolment, kind, questionnaire.version, person) })),
  }));
}

/** Days since the planned end of the stage that waits for a round; null if none waits here. */
export function lateDays({ awaited, not_yours, due_on }, today) {
  if (!awaited || not_yours || !due_on) return null;
  return Math.round((Date.parse(today) - Date.parse(due_on)) / 86_400_000);
}

/** Ids of the forms that were begun on this phone. */
export async function begunHere(phone, places) {
  const found = new Set();
  for (const place of places) {
    const draft = await phone.draft(draftId(place), {});
    if (draft.saved_at) found.add(draftId(place));
  }
  return found;
}
