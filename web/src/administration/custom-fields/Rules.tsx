import { Input } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { textOf } from '../../ui/fields/values';
import { rulesOf, type Rule } from './draft';
import type { FormProps } from './FieldForm';
import own from './fields.module.css';
import { Fault, Labelled } from './Labelled';

const COUNTED: ReadonlySet<Rule> = new Set<Rule>(['min_length', 'max_length', 'decimals']);

/** What values must satisfy; which rules there are depends on the kind. */
export function Rules({ draft: { kind, rules }, onChange, fault }: FormProps) {
  const { t } = useTranslation('administration/custom-fields');
  const id = useId();
  const offered = rulesOf(kind);
  if (offered.length === 0) return null;
  const put = (rule: Rule, text: string) => {
    const value = COUNTED.has(rule) && text !== '' ? Number(text) : text;
    onChange({ rules: { ...rules, [rule]: value } });
  };
  const placed = offered.some((rule) => fault(`rules/${rule}`));
  return (
    <fieldset className={own.labels}>
      <legend>{t('rules')}</legend>
      {offered.map((rule) => (
        <Labelled key={rule} id={id + rule} label={t(`rule.${rule}`)} fault={fault(`rules/${rule}`)}>
          <Input
            id={id + rule}
            type={COUNTED.has(rule) ? 'number' : 'text'}
            min={0}
            placeholder={kind === 'date' ? t('ruleDate') : undefined}
            status={fault(`rules/${rule}`) && 'error'}
            value={textOf(rules[rule])}
            onChange={(event) => put(rule, event.target.value)}
          />
        </Labelled>
      ))}
      {!placed && <Fault text={fault('rules')} />}
    </fieldset>
  );
}
