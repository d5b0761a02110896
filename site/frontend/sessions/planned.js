// Planned visits of a group: as the office has them, and as they were planned here since.

/** told: the bucket `sessions.plan`; those of the outbox that were logged are left out. */
export function plannedVisits(phone, key, told, written) {
  const logged = new Set(written.filter((each) => each.type === 'sessions.visit').map((each) => each.id));
  const own = written
    .filter((each) => each.type === 'sessions.plan' && each.payload.group === key && isNewer(phone, each))
    .map(({ id, payload }) => ({ id, ...payload }));
  const known = new Set(own.map((each) => each.id));
  const others = (told ? told.visits : []).filter((each) => !known.has(each.id));
  return [...own, ...others]
    .filter((each) => !logged.has(each.id))
    .sort((a, b) => (a.planned_on + a.starts_at < b.planned_on + b.starts_at ? -1 : 1));
}

/** Not sent yet, or sent and not fetched since: what the office tells cannot know of it. */
const isNewer = ({ person }, { state, last }) =>
  state === 'unsent' || (state === 'sent' && !(last.told_at < person.synced_at));
