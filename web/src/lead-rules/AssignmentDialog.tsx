import { useTranslation } from 'react-i18next';
import { NewDialog } from '../administration/shared/NewDialog';
import type { FieldDescription } from '../ui/records/description';
import { ConditionField } from './ConditionField';
import { EVERY } from './facts';
import { MembersField } from './MembersField';
import {
  ASSIGNMENT,
  saveAssignment,
  type AssignmentGiven,
  type AssignmentRule,
  type Member,
} from './queries';

interface Props {
  /** null: a new one, behind the others. */
  rule: AssignmentRule | null;
  position: number;
  onClose: () => void;
}

/** Which leads go to whom, and until when these respond. */
export function AssignmentDialog({ rule, position, onClose }: Props) {
  const { t } = useTranslation('lead-rules');
  const fields: FieldDescription[] = [
    { name: 'name', kind: 'text', label: t('name'), required: true },
    { name: 'team_id', kind: 'team', label: t('team'), hint: t('teamHint') },
    { name: 'respond_within_hours', kind: 'number', label: t('hours'), hint: t('hoursHint') },
    { name: 'active', kind: 'flag', label: t('active') },
  ];
  const initial = rule ? { ...rule } : { condition: EVERY, members: [], active: true };
  return (
    <NewDialog
      title={t(rule ? 'assignment.edit' : 'assignment.new')}
      ok={t(rule ? 'save' : 'create')}
      fields={fields}
      initial={initial}
      more={(values, set, fault) => (
        <>
          <ConditionField
            value={values.condition}
            onChange={(condition) => set('condition', condition)}
            error={fault('condition')}
          />
          <MembersField
            members={membersOf(values.members)}
            onChange={(members) => set('members', members)}
            errorAt={(place) => fault(`members/${place}`)}
            error={fault('members')}
          />
        </>
      )}
      call={(values) => saveAssignment(rule, { ...bodyOf(values), position: rule?.position ?? position })}
      touches={[ASSIGNMENT]}
      onClose={onClose}
    />
  );
}

const membersOf = (value: unknown): Member[] => (Array.isArray(value) ? (value as Member[]) : []); // as: its field

/** What was emptied is said to be empty. */
function bodyOf(values: Readonly<Record<string, unknown>>): Omit<AssignmentGiven, 'position'> {
  const { name, condition, team_id, respond_within_hours, active } = values;
  const members = membersOf(values.members).filter((one) => one.user_id !== '');
  const given = { name, condition: condition ?? EVERY, members, active: active ?? false };
  const optional = { team_id: team_id ?? null, respond_within_hours: respond_within_hours ?? null };
  return { ...given, ...optional } as Omit<AssignmentGiven, 'position'>; // as: of the fields
}
