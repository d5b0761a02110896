// Days as "2026-11-22", and who belonged to a group on one.
const DAY_MS = 86_400_000;

export const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
export const daysLater = (day, count) =>
  new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);

/** Members on a day; `ends_on` is the first day no longer included. */
export const rosterOn = (group, day) =>
  group.members.filter((each) => each.starts_on <= day && (!each.ends_on || day < each.ends_on));

/** The same of several groups that met together; each person once, with her group's name. */
export function rosterOfAll(groups, day) {
  const found = new Map();
  for (const group of groups) {
    for (const each of rosterOn(group, day)) {
      if (!found.has(each.person)) found.set(each.person, { ...each, group: group.name });
    }
  }
  return [...found.values()];
}

/** Days the group waits too long, negative while there is time; null while it is paused. */
export const overdueDays = (group, today) => (group.due_on ? daysBetween(group.due_on, today) : null);
