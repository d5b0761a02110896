// Lines of the agreed formula that a visit served: as the groups brought them, chosen or not.
import { put, someOf } from './chips.js';

/** A line that was chosen and came with no group any more stays as it was told. */
export function drawTopics({ phone, draft, root, plans, key, set }) {
  const { topics = [], shared_with } = draft.values;
  const lines = [key, ...shared_with].flatMap((group) => (plans[group] && plans[group].topics) || []);
  const old = topics.filter((code) => !lines.some((line) => line.code === code));
  const all = [...lines, ...old.map((code) => ({ code, label: phone.say('sessions_old_line') }))];
  phone.find(root, 'topics-served').hidden = !all.length;
  put(phone.find(root, 'topics'),
    someOf(phone, all, ({ code }) => topics.includes(code), ({ code }) => {
      const others = topics.filter((each) => each !== code);
      set({ topics: others.length < topics.length ? others : [...topics, code] });
    }));
}
