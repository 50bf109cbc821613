import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from '../shared/admin.module.css';
import { newOption, type Option } from './draft';
import type { FormProps } from './FieldForm';
import own from './fields.module.css';
import { Fault } from './Labelled';
import { Labels } from './Labels';

const GREY = '#64748b';

/** What can be chosen, in its order. */
export function Options({ draft: { options }, onChange, fault }: FormProps) {
  const { t } = useTranslation('administration/custom-fields');
  const put = (index: number, change: Partial<Option>) =>
    onChange({ options: options.map((one, at) => (at === index ? { ...one, ...change } : one)) });
  return (
    <fieldset className={own.options}>
      <legend>{t('options')}</legend>
      <p className={styles.hint}>{t('optionsHint')}</p>
      {options.map((one, index) => (
        <OptionForm
          key={index}
          option={one}
          place={index + 1}
          fault={(place) => fault(`options/${index}/${place}`)}
          onChange={(change) => put(index, change)}
          onRemove={() => onChange({ options: options.filter((_, at) => at !== index) })}
        />
      ))}
      <Fault text={options.length === 0 || fault('options/0') === undefined ? fault('options') : undefined} />
      <Button icon={<PlusOutlined />} onClick={() => onChange({ options: [...options, newOption(options)] })}>
        {t('addOption')}
      </Button>
    </fieldset>
  );
}

interface Props {
  option: Option;
  place: number;
  fault: (place: string) => string | undefined;
  onChange: (change: Partial<Option>) => void;
  onRemove: () => void;
}

function OptionForm({ option, place, fault, onChange, onRemove }: Props) {
  const { t } = useTranslation('administration/custom-fields');
  return (
    <div className={own.option}>
      <div className={own.optionHead}>
        <Input
          aria-label={t('optionValue')}
          prefix={<span className={styles.quiet}>{t('optionValue')}</span>}
          maxLength={60}
          status={fault('value') && 'error'}
          value={option.value}
          onChange={(event) => onChange({ value: event.target.value })}
        />
        <input
          type="color"
          aria-label={t('optionColour')}
          value={option.colour ?? GREY}
          onChange={(event) => onChange({ colour: event.target.value.toLowerCase() })}
        />
        <Button
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t('removeOption', { place })}
          onClick={onRemove}
        />
      </div>
      <Fault text={fault('value')} />
      <Labels
        legend={t('option', { place })}
        texts={option.labels}
        onChange={(labels) => onChange({ labels })}
        fault={(language) => fault(`labels/${language}`) ?? (language === 'en' ? fault('labels') : undefined)}
      />
      <Checkbox checked={option.archived} onChange={(event) => onChange({ archived: event.target.checked })}>
        {t('optionArchived')}
      </Checkbox>
    </div>
  );
}
