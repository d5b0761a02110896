// When and where a JPEG says it was taken (CIPA DC-008, Exif 2.32, section 4.6). What is not
// there, or is broken, is left out: nobody's picture is refused for it.
const EXIF = 0x8769;
const GPS = 0x8825;
const TAKEN = 0x9003;
const ASCII = 2;

/** {taken_at, latitude, longitude, accuracy}, each only if it is known. */
export function whereAndWhen(view) {
  try {
    const start = tiffOf(view);
    return start ? read(view, start) : {};
  } catch {
    return {};
  }
}

function tiffOf(view) {
  if (view.getUint16(0) !== 0xffd8) return 0;
  for (let at = 2; at + 10 < view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    if (marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966) return at + 10;
    if (marker >> 8 !== 0xff || marker === 0xffda) return 0;
  }
  return 0;
}

function read(view, start) {
  const little = view.getUint16(start) === 0x4949;
  const u16 = (at) => view.getUint16(at, little);
  const u32 = (at) => view.getUint32(at, little);
  const tags = (at) => {
    const found = new Map();
    for (let each = 0; each < u16(at); each += 1) {
      const entry = at + 2 + each * 12;
      found.set(u16(entry), { kind: u16(entry + 2), count: u32(entry + 4), at: entry + 8 });
    }
    return found;
  };
  const text = ({ count, at }) => {
    const from = count > 4 ? start + u32(at) : at;
    let said = '';
    for (let each = 0; each < count - 1; each += 1) said += String.fromCharCode(view.getUint8(from + each));
    return said;
  };
  const ratio = (at) => u32(at) / u32(at + 4);
  const main = tags(start + u32(start + 4));
  const inside = (tag) => (main.has(tag) ? tags(start + u32(main.get(tag).at)) : new Map());
  const facts = {};
  const taken = inside(EXIF).get(TAKEN);
  const said = taken && taken.kind === ASCII ? text(taken) : '';
  if (/^\d{4}:\d\d:\d\d \d\d:\d\d:\d\d/.test(said)) {
    // Exif writes the camera's local time.
    const local = new Date(`${said.slice(0, 10).replace(/:/g, '-')}T${said.slice(11, 19)}`);
    if (!Number.isNaN(local.getTime())) facts.taken_at = local.toISOString();
  }
  const gps = inside(GPS);
  const degrees = (value, side) => {
    const from = start + u32(gps.get(value).at);
    const sum = ratio(from) + ratio(from + 8) / 60 + ratio(from + 16) / 3600;
    const signed = 'SW'.includes(text(gps.get(side))) ? -sum : sum;
    return Math.round(signed * 1e5) / 1e5;
  };
  if (gps.has(2) && gps.has(4) && gps.has(1) && gps.has(3)) {
    const [latitude, longitude] = [degrees(2, 1), degrees(4, 3)];
    if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) Object.assign(facts, { latitude, longitude });
    // Tag 31, GPSHPositioningError, in metres.
    if (gps.has(31)) facts.accuracy = Math.round(ratio(start + u32(gps.get(31).at)));
  }
  return facts;
}
