#include "amictl/completion_scripts.hpp"

namespace amictl {

namespace {

constexpr std::string_view bash_script = R"script(# bash completion for amictl

_amictl() {
  # COMP_WORDS is broken at = and : too. What no space separates belongs together, up to the cursor.
  local rest=${COMP_LINE:0:COMP_POINT} words=() word blanks i
  for ((i = 0; i <= COMP_CWORD; i++)); do
    blanks=${rest%%[![:space:]]*}
    rest=${rest#"$blanks"}
    word=${COMP_WORDS[i]}
    ((i == COMP_CWORD)) && word=$rest
    rest=${rest#"$word"}
    if ((i == 0)) || [[ -n $blanks ]]; then
      words+=("$word")
    else
      words[${#words[@]} - 1]+=$word
    fi
  done
  words=("${words[@]//[\"\'\\]/}")
  local current=${words[${#words[@]} - 1]} program=${words[0]/#\~/$HOME}

  COMPREPLY=()
  # bash replaces only what stands behind the last = or :.
  local front=${current%"$word"} candidate text
  [[ $word == [=:]* ]] && front=$front${word:0:1}
  while IFS=$'\t' read -r candidate text; do
    if [[ $candidate == :files ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r candidate; do
        COMPREPLY+=("$candidate")
      done < <(compgen -f -- "${current#"$front"}")
      return
    fi
    candidate=${candidate:${#front}}
    if [[ $candidate == *= ]]; then
      compopt -o nospace 2>/dev/null
      COMPREPLY+=("$candidate")
    else
      COMPREPLY+=("$(printf '%q' "$candidate")")
    fi
  done < <("$program" __complete -- "${words[@]:1}" 2>/dev/null)
}

complete -F _amictl amictl
)script";

constexpr std::string_view zsh_script = R"script(#compdef amictl

_amictl() {
  local -a typed whole parts
  local word text
  typed=("${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}")
  while IFS=$'\t' read -r word text; do
    if [[ $word == :files ]]; then
      _files
      return
    fi
    if [[ $word == *= ]]; then
      parts+=("${word//:/\\:}:$text")
    else
      whole+=("${word//:/\\:}:$text")
    fi
  done < <("${(Q)words[1]}" __complete -- "${(@)typed}" 2>/dev/null)
  local -a anycase=(-M 'm:{a-zA-Z}={A-Za-z}')
  _describe -t words 'amictl' whole $anycase
  _describe -t keys 'key' parts $anycase -S ''
}

if [[ $funcstack[1] == _amictl ]]; then
  _amictl "$@"
else
  compdef _amictl amictl
fi
)script";

constexpr std::string_view fish_script = R"script(# fish completion for amictl

function __amictl_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    set -l candidates ($program __complete -- $words "$current" 2>/dev/null)
    if test "$candidates[1]" = ':files'
        __fish_complete_path "$current"
    else if test (count $candidates) -gt 0
        printf '%s\n' $candidates
    end
end

complete -c amictl -f -a '(__amictl_complete)'
)script";

}  // namespace

std::string_view completion_script(std::string_view shell) noexcept {
  if (shell == "bash") {
    return bash_script;
  }
  if (shell == "zsh") {
    return zsh_script;
  }
  return shell == "fish" ? fish_script : std::string_view{};
}

}  // namespace amictl
