// What was sent is changed with a reason.

/** Keep a record, or the change of a known one. Answers whether it was kept: who is asked for a
 * reason may think better of it. */
export async function keep(phone, known, record) {
  if (!known) {
    await phone.record(record);
    return true;
  }
  const reason = known.isSent ? await whyChanged(phone) : '';
  if (reason === null) return false;
  await phone.change(known.id, record.payload, { reason, files: record.files });
  return true;
}

/** The reason of a change, or null when it was thought better of. */
async function whyChanged(phone) {
  const input = phone.element('input', { name: 'reason', id: 'f-reason', maxLength: 200, required: true });
  const label = phone.element('label', { htmlFor: 'f-reason' }, phone.say('sessions_why_changed'));
  const said = await phone.ask(phone.say('sessions_change_sent'), {
    yes: phone.say('sessions_save'),
    body: [phone.element('div', { className: 'field' }, label, input)],
  });
  return said ? said.get('reason').trim() || phone.say('sessions_no_reason') : null;
}
