import { expect, test } from 'vitest';
import { askedOf, isWhole, sentOf } from './asked';

const LEAD = { name: '李明', company: 'Acme', emails: [], phones: [], number: 'LD-000001', conversion: null };

test('a lead of a person in a company becomes both, with a deal where one may open it', () => {
  expect(sentOf(askedOf(LEAD, null, true))).toEqual({ contact: 'new', opportunity: { name: 'Acme' } });
  expect(sentOf(askedOf(LEAD, null, false)).opportunity).toBeNull();
});

test('a lead that is only a person becomes a customer without another contact', () => {
  expect(sentOf(askedOf({ ...LEAD, company: null }, null, false)).contact).toBe('none');
});

test('what was refused is asked again as it was', () => {
  const asked = {
    customer_id: 'c',
    contact: 'none',
    contact_id: 'p',
    opportunity: {
      name: 'Deal',
      amount: '12.50',
      currency: 'CNY',
      pipeline_id: 'x',
      expected_close_on: '2026-06-01',
    },
  };
  const refused = { ...LEAD, conversion: { state: 'refused' as const, asked, refusal: null } };
  expect(sentOf(askedOf(refused, null, false))).toEqual(asked);
});

test('what is chosen must be there before it is sent', () => {
  const asked = askedOf(LEAD, null, true);
  expect(isWhole(asked, false)).toBe(true);
  expect(isWhole(asked, true)).toBe(false);
  expect(isWhole({ ...asked, contact: 'known' }, false)).toBe(false);
  expect(isWhole({ ...asked, name: ' ' }, false)).toBe(false);
});
