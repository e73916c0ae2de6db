"""What a reader does in the page and sees of it."""

from __future__ import annotations

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By


def texts(page: webdriver.Chrome, selector: str) -> list[str]:
    return [element.text for element in page.find_elements(By.CSS_SELECTOR, selector)]


def text(page: webdriver.Chrome, selector: str) -> str:
    return page.find_element(By.CSS_SELECTOR, selector).text


def search(page: webdriver.Chrome, words: str, *keys: str) -> None:
    box = page.find_element(By.CSS_SELECTOR, "input[role=combobox]")
    box.clear()
    box.send_keys(words, *keys)


def press(page: webdriver.Chrome, *keys: str) -> None:
    ActionChains(page).send_keys(*keys).perform()


def focused(page: webdriver.Chrome) -> str:
    name: str = page.execute_script("return document.activeElement.id || document.activeElement.dataset.lang || ''")
    return name


def picture(page: webdriver.Chrome) -> str:
    image: str = page.execute_script("return document.querySelector('canvas').toDataURL()")
    return image


def column(page: webdriver.Chrome, number: int) -> list[str]:
    return texts(page, f"#table-ties tbody tr > :nth-child({number})")
