// The invented group: a small craft group that exists on no list and never leaves the phone.
import { daysLater } from './days.js';

const ZONE = 'Asia/Jakarta';
const NAMES = ['Bunga', 'Melati', 'Kenanga', 'Dahlia', 'Anggrek', 'Teratai', 'Mawar', 'Cempaka'];

export async function practiceBuckets(phone) {
  const today = phone.today(ZONE);
  const key = phone.newId();
  const own = await phone.bucket('sessions.choices', 'words');
  const members = NAMES.map((name, place) => ({
    person: phone.newId(),
    name: `${name} Rekaan`,
    hamlet: place % 2 ? 'Kebon' : 'Krajan',
    role: place ? 'member' : 'chair',
    role_label: place ? '' : phone.say('sessions_practice_chair'),
    starts_on: daysLater(today, -200),
    ends_on: null,
  }));
  const plan = { kind: 'out_wall', component: 'keterampilan', purpose: 'operational', lessons: [] };
  const visit = { id: phone.newId(), planned_on: today, starts_at: '09:00', readiness: [], ...plan };
  return {
    'sessions.choices': { words: own },
    'sessions.groups': {
      [key]: {
        name: 'Latihan',
        hamlet: 'Krajan',
        sentra: 'Rekaan',
        zone: ZONE,
        interval_days: 14,
        due_on: today,
        last_held_on: daysLater(today, -14),
        members,
      },
    },
    'sessions.plan': { [key]: { visits: [visit], ...plan } },
    'sessions.history': { [key]: { sessions: [], follow_ups: [] } },
  };
}
