"""Photographs that an earlier version of the app kept in another shape."""

import pytest
from playwright.sync_api import expect

from mentoring.field.models import Upload, UploadState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# That app sealed the length of the facts, the facts and the bytes as one row.
SEAL_AS_IT_DID = """() => {
  const seal = crypto.subtle.encrypt.bind(crypto.subtle);
  let facts, place;
  window.olderRows = {};
  crypto.subtle.encrypt = async (how, key, bytes) => {
    const at = new TextDecoder().decode(how.additionalData || new Uint8Array());
    if (at.includes(' file ')) [facts, place] = [new Uint8Array(bytes), how];
    if (at.includes(' blob ')) {
      const whole = new Uint8Array(4 + facts.length + bytes.length);
      new DataView(whole.buffer).setUint32(0, facts.length);
      whole.set(facts, 4);
      whole.set(bytes, 4 + facts.length);
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = new Uint8Array(await seal({ ...place, iv }, key, whole));
      window.olderRows[at.replace(' blob ', ' file ')] = { iv, bytes: sealed };
    }
    return seal(how, key, bytes);
  };
}"""
KEEP_AS_IT_DID = """() => new Promise((done) => {
  const mark = '2026-01-05T08:00:00.000Z';
  indexedDB.open('pendamping-field').onsuccess = ({ target: { result: db } }) => {
    const change = db.transaction('rows', 'readwrite');
    const rows = change.objectStore('rows');
    rows.getAll().onsuccess = ({ target: { result } }) => {
      for (const row of result) {
        if (row.owner.endsWith(' blob')) rows.delete(row.key);
        if (row.owner.endsWith(' file')) rows.put({ ...row, ...window.olderRows[row.key], mark });
      }
    };
    change.oncomplete = () => { db.close(); done(); };
  };
})"""


def test_a_photograph_kept_by_an_older_app_is_counted_and_arrives(phone, group):
    phone.go_offline()
    phone.page.evaluate(SEAL_AS_IT_DID)
    phone.visit_with(group, photos=1)
    phone.page.evaluate(KEEP_AS_IT_DID)

    phone.die_and_reopen()
    phone.unlock()

    expect(phone.status).to_contain_text("1 belum terkirim, 1 foto atau suara belum terkirim")
    phone.go_online()
    phone.send_now()
    phone.has_sent_everything()
    assert [each.state for each in Upload.objects.all()] == [UploadState.FINISHED]
