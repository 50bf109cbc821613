import { Fragment } from 'react';
import { FieldValue } from '../ui/fields/FieldValue';
import { participantsOf } from '../ui/fields/values';

/** Who took part, by name: contacts and colleagues by their ids, others as somebody wrote them down. */
export function Participants({ value }: { value: unknown }) {
  return participantsOf(value).map(({ kind, id, name }, at) => (
    <Fragment key={id ?? at}>
      {at > 0 && ', '}
      {name ?? (kind !== 'other' && <FieldValue field={{ name: kind, label: '', kind }} value={id} />)}
    </Fragment>
  ));
}
