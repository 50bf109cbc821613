import { ArrowDownOutlined, ArrowUpOutlined, EditOutlined, HolderOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSaving } from '../administration/shared/saving';
import { useColleagues } from '../ui/directory';
import { FieldValue } from '../ui/fields/FieldValue';
import { ConditionText } from '../ui/filters/ConditionText';
import { DeleteRule } from './DeleteRule';
import { useDragging } from './dragging';
import { drawn, useFacts } from './facts';
import styles from './lead-rules.module.css';
import { movedTo } from './order';
import { ASSIGNMENT, deleteAssignment, placeRules, type AssignmentRule } from './queries';

interface Props {
  rules: readonly AssignmentRule[];
  onEdit: (rule: AssignmentRule) => void;
}

/** The assignment rules as they are tried, moved by dragging or with the arrows. */
export function AssignmentRules({ rules, onEdit }: Props) {
  const { t } = useTranslation('lead-rules');
  const queries = useQueryClient();
  const placing = useSaving(placeRules, { touches: [ASSIGNMENT] });
  const move = (id: string, place: number) => {
    const next = movedTo(rules, id, place);
    queries.setQueryData(ASSIGNMENT, next);
    placing.mutate(next, { onError: () => void queries.invalidateQueries({ queryKey: ASSIGNMENT }) });
  };
  return (
    <ol className={styles.rules} aria-label={t('assignment.title')} aria-busy={placing.isPending}>
      {rules.map((rule, at) => (
        <Rule
          key={rule.id}
          {...{ rule, at, onEdit }}
          last={at === rules.length - 1}
          busy={placing.isPending}
          onMove={move}
        />
      ))}
    </ol>
  );
}

interface RuleProps {
  rule: AssignmentRule;
  at: number;
  last: boolean;
  busy: boolean;
  onEdit: (rule: AssignmentRule) => void;
  onMove: (id: string, place: number) => void;
}

function Rule({ rule, at, last, busy, onEdit, onMove }: RuleProps) {
  const { t } = useTranslation('lead-rules');
  const place = useRef<HTMLLIElement>(null);
  const { dragged, over } = useDragging(place, rule.id, (dropped) => onMove(dropped, at));
  const { name } = rule;
  return (
    <li ref={place} className={styles.rule} data-dragged={dragged} data-over={over} data-off={!rule.active}>
      <HolderOutlined className={styles.handle} aria-hidden />
      <div className={styles.what}>
        <h3>
          {name} {!rule.active && <span className={styles.hint}>{t('off')}</span>}
        </h3>
        <p>
          <When condition={rule.condition} /> → <Whom rule={rule} />
        </p>
        {rule.respond_within_hours !== null && (
          <p className={styles.hint}>{t('within', { count: rule.respond_within_hours })}</p>
        )}
      </div>
      <div className={styles.buttons}>
        <Button
          type="text"
          icon={<ArrowUpOutlined />}
          disabled={at === 0 || busy}
          aria-label={t('up', { name })}
          onClick={() => onMove(rule.id, at - 1)}
        />
        <Button
          type="text"
          icon={<ArrowDownOutlined />}
          disabled={last || busy}
          aria-label={t('down', { name })}
          onClick={() => onMove(rule.id, at + 1)}
        />
        <Button
          type="text"
          icon={<EditOutlined />}
          aria-label={t('editOne', { name })}
          onClick={() => onEdit(rule)}
        />
        <DeleteRule {...{ name }} remove={() => deleteAssignment(rule.id)} touches={[ASSIGNMENT]} />
      </div>
    </li>
  );
}

export function When({ condition }: { condition: unknown }) {
  const { t } = useTranslation('lead-rules');
  const facts = useFacts();
  const asked = drawn(condition);
  return asked === null ? t('everyLead') : <ConditionText description={facts} value={asked} />;
}

function Whom({ rule }: { rule: AssignmentRule }) {
  const { t } = useTranslation('lead-rules');
  const people = useColleagues();
  if (rule.members.length === 0)
    return <FieldValue field={{ name: 'team_id', kind: 'team', label: t('team') }} value={rule.team_id} />;
  return rule.members
    .map(({ user_id, weight, capacity }) => {
      const person = people.get(user_id)?.name ?? t('somebody');
      const times = weight === 1 ? '' : ` ×${weight}`;
      return capacity === null ? `${person}${times}` : t('until', { person: `${person}${times}`, capacity });
    })
    .join(t('comma'));
}
