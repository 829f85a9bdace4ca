-- Search by words and labels. The Worker folds the words (worker/domain/search-terms.ts), so that they are the same on every
-- Postgres.

-- Returns the terms of words (p_kind `.`) or of labels (`#`). Each begins with a key of its user, so that one index over the
-- terms of all users finds those of one.
create or replace function app.search_terms(p_user uuid, p_kind text, p_words text[]) returns tsvector
  language sql immutable parallel safe
  return array_to_tsvector(
    array(select right(p_user::text, 8) || p_kind || word from unnest(p_words) word where word <> ''));

-- Returns the caller's tasks that have all of these terms (`.word` or `#label`) and of these prefixes. It is a security
-- definer, because row-level security keeps Postgres from using the index, whose operator is not leakproof. So the owner in
-- its condition is the only protection here.
create or replace function app.search_tasks(p_terms text[], p_prefixes text[]) returns setof app.found_task
  language sql stable security definer rows 50 set search_path = ''
  begin atomic
    with wanted as (
      select string_agg(
        '''' || replace(replace(right(app.user_id()::text, 8) || word, '\', '\\'), '''', '''''') || '''' || suffix,
        ' & ')::tsquery as query
      from (select unnest(p_terms), '' union all select unnest(p_prefixes), ':*') words (word, suffix)
    )
    select t.user_id, t.id, t.list_id, t.parent_id, t.priority, t.due_date, t.due_at, t.due_key, t.completed_at,
        t.deleted_at, t.created_at, t.updated_at, t.title_key, t.rank
      from public.tasks t
      where t.user_id = app.user_id()
        and (t.title_terms || t.notes_terms || t.label_terms) @@ (select query from wanted);
  end;

revoke execute on function app.search_terms, app.search_tasks from public;
grant execute on function app.search_terms, app.search_tasks to task_api;
