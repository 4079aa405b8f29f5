# What `calque status` says of pages and of their parts.
# fr/status.ftl has the same messages with the same values.

## How a page stands

status-unreadable = unreadable
status-missing = missing
status-untranslated = not translated
status-unrelated = another text
status-behind = behind
status-changed = original changed
status-differs = differs
status-in-step = in step
status-orphan = without original
status-ignored = set apart

## Parts of a page

status-item-missing = has no counterpart
status-item-rewritten = says something else
status-item-new = is in the translation only
status-item-changed = changed in the original

status-kind-section = section
status-kind-heading = heading
status-kind-paragraph = paragraph
status-kind-list-item = list item
status-kind-cell = cell
status-kind-quote = quotation
status-kind-caption = caption
status-kind-code = code
status-kind-sentence = sentence
status-kind-message = message

status-item = {$kind} {$change}: “{$words}”
status-item-instead = {$kind} {$change}: “{$words}”, here “{$instead}”
status-item-was = {$kind} {$change}: “{$words}”, before “{$instead}”
status-lines = {$count ->
    [one] {$count} word
   *[other] {$count} words
  }

## The whole

status-title = Translation status
status-progress = {$share} % of the words, {$done} of {$pages} pages in step
status-all-in-step = Every page is in step.
status-more = {$count} more
status-to-check = {$count ->
    [one] {$count} finding to check
   *[other] {$count} findings to check
  }
status-set-apart = {$count} set apart
status-known = {$count} known
status-column-page = page
status-column-state = state
status-column-what = what
