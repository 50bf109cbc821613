import { EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/format';
import { When } from './AssignmentRules';
import { DeleteRule } from './DeleteRule';
import styles from './lead-rules.module.css';
import { deleteScore, SCORE, type ScoreRule } from './queries';

interface Props {
  rules: readonly ScoreRule[];
  onEdit: (rule: ScoreRule) => void;
}

/** What makes a lead worth more, or less. */
export function ScoreRules({ rules, onEdit }: Props) {
  const { t } = useTranslation('lead-rules');
  const format = useFormat();
  const signed = (points: number) => (points > 0 ? `+${format.number(points)}` : format.number(points));
  return (
    <ul className={styles.rules} aria-label={t('score.title')}>
      {rules.map((rule) => (
        <li key={rule.id} className={styles.rule} data-off={!rule.active}>
          <span className={styles.points} data-less={rule.points < 0}>
            {signed(rule.points)}
          </span>
          <div className={styles.what}>
            <h3>
              {rule.name} {!rule.active && <span className={styles.hint}>{t('off')}</span>}
            </h3>
            <p>
              <When condition={rule.condition} />
            </p>
          </div>
          <div className={styles.buttons}>
            <Button
              type="text"
              icon={<EditOutlined />}
              aria-label={t('editOne', { name: rule.name })}
              onClick={() => onEdit(rule)}
            />
            <DeleteRule name={rule.name} remove={() => deleteScore(rule.id)} touches={[SCORE]} />
          </div>
        </li>
      ))}
    </ul>
  );
}
