import { useTranslation } from 'react-i18next';
import type { FieldDescription } from '../../ui/records/description';
import { EditableField } from '../../ui/records/EditableField';
import type { Saving } from '../../ui/records/useRecordSaving';
import { Card } from '../../customers/related/Card';
import type { Opportunity, Role } from '../queries';

interface Props {
  deal: Opportunity;
  field: FieldDescription;
  /** null: whoever looks may not change it. */
  save: Saving['save'] | null;
}

/** Who at the customer has to do with the deal, and what. */
export function Roles({ deal, field, save }: Props) {
  const { t } = useTranslation('opportunities');
  const change = async (value: unknown) => {
    const given = Array.isArray(value) ? (value as Role[]) : []; // as the editor of the field gives them
    await save?.({ contacts: given.filter((one) => one.contact_id !== '') });
  };
  return (
    <Card title={field.label}>
      <EditableField
        field={field}
        value={deal.contacts}
        fixed={save === null}
        placeholder={t('people.empty')}
        onSave={change}
      />
    </Card>
  );
}
