/** A value as it is changed, by the kind of its field. It tells every change; when to save is its owner's matter. */
import type { ReactNode } from 'react';
import type { FieldKind } from '../records/description';
import * as chosen from './editors/chosen';
import type { EditorProps } from './editors/editor';
import styles from './editors/editors.module.css';
import { AddressesEditor, EmailsEditor, PhonesEditor } from './editors/reached';
import { ContactEditor, CustomerEditor, ProductEditor } from './editors/ReferenceEditor';
import * as simple from './editors/simple';

const EDITORS: Record<FieldKind, (props: EditorProps) => ReactNode> = {
  text: simple.TextEditor,
  longText: simple.LongTextEditor,
  link: simple.TextEditor,
  number: simple.NumberEditor,
  money: simple.MoneyEditor,
  date: simple.DateEditor,
  moment: simple.MomentEditor,
  flag: simple.FlagEditor,
  texts: simple.TextsEditor,
  choice: chosen.ChoiceEditor,
  choices: chosen.ChoicesEditor,
  person: chosen.PersonEditor,
  team: chosen.TeamEditor,
  tags: chosen.TagsEditor,
  country: chosen.CountryEditor,
  currency: chosen.CurrencyEditor,
  language: chosen.LanguageEditor,
  zone: chosen.ZoneEditor,
  customer: CustomerEditor,
  contact: ContactEditor,
  product: ProductEditor,
  phones: PhonesEditor,
  emails: EmailsEditor,
  addresses: AddressesEditor,
};

export function FieldEditor(props: EditorProps) {
  const Editor = props.field.drawn?.Editor ?? EDITORS[props.field.kind];
  return (
    <>
      <Editor {...props} />
      {props.error !== undefined && (
        <p className={styles.wrong} role="alert" id={props.id && `${props.id}-error`}>
          {props.error}
        </p>
      )}
    </>
  );
}
