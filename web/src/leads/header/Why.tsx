import { Button, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useColleagues } from '../../ui/directory';
import { useFormat } from '../../ui/format';
import type { Lead } from '../queries';
import styles from '../leads.module.css';

/** The rules that gave a lead its points, and how many each. */
export function ScoreWhy({ lead }: { lead: Lead }) {
  const { t } = useTranslation('leads');
  const format = useFormat();
  const signed = (points: number) => (points > 0 ? `+${format.number(points)}` : format.number(points));
  const content =
    lead.score_reasons.length === 0 ? (
      <p className={styles.why}>{t('score.none')}</p>
    ) : (
      <ul className={styles.why}>
        {lead.score_reasons.map((one) => (
          <li key={one.rule_id}>
            <span>{one.name}</span>
            <span className={styles.points} data-less={one.points < 0}>
              {signed(one.points)}
            </span>
          </li>
        ))}
      </ul>
    );
  return (
    <Popover trigger="click" placement="bottom" title={t('score.title')} content={content}>
      <Button type="link" size="small" className={styles.whyButton}>
        {t('why')}
      </Button>
    </Popover>
  );
}

/** What the assignment rules said: whom they looked at, in which order, and whom they chose. */
export function OwnerWhy({ lead }: { lead: Lead }) {
  const { t } = useTranslation('leads');
  const decision = lead.assigned_by;
  if (decision === null) return null;
  return (
    <Popover
      trigger="click"
      placement="bottom"
      title={t('assigned.title')}
      content={<Tried decision={decision} />}
    >
      <Button type="link" size="small" className={styles.whyButton}>
        {t('why')}
      </Button>
    </Popover>
  );
}

function Tried({ decision }: { decision: Schemas['sales_Decision'] }) {
  const { t } = useTranslation('leads');
  if (decision.tried.length === 0) return <p className={styles.why}>{t('assigned.none')}</p>;
  return (
    <div className={styles.tried}>
      {decision.tried.map((rule) => (
        <section key={rule.rule_id}>
          <h3>
            {t(rule.rule_id === decision.rule_id ? 'assigned.by' : 'assigned.passed', { name: rule.name })}
          </h3>
          <ul>
            {rule.considered.map((one) => (
              <li key={one.user_id} data-outcome={one.outcome}>
                <Considered one={one} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

const OUTCOMES = ['chosen', 'full', 'away'] as const;

function Considered({ one }: { one: Schemas['sales_Considered'] }) {
  const { t } = useTranslation('leads');
  const person = useColleagues().get(one.user_id)?.name ?? t('assigned.somebody');
  const outcome = OUTCOMES.find((known) => known === one.outcome);
  const load =
    one.open_leads === null || one.capacity === null
      ? ''
      : t('assigned.load', { open: one.open_leads, capacity: one.capacity });
  return outcome ? t(`assigned.${outcome}`, { person, load }) : person;
}
